import type { Severity } from '../../model/finding.ts';
import type { Settings } from '../../model/settings.ts';
import { roleName } from '../../model/snapshot.ts';
import type { Difference, Step } from './difference.ts';
import { isIgnoredBy } from './ignore.ts';
import { isUndone, type Maker, type MakerOf, makersOf } from './makers.ts';
import type { Comparison, SchemaFacts } from './schema-facts.ts';
import { severityOf } from './severity.ts';

/** What a difference amounts to. `pending`: a migration that is still to be applied makes it. */
export interface Judged {
  comparison: Comparison;
  step: Step;
  sort: 'missing' | 'extra' | 'changed' | 'pending' | 'drift';
  severity: Severity;
  maker: Maker | null;
  /** the role of a grant that the target's server does not have */
  noRole: string | null;
  /** the reason of the configuration */
  ignored: string | null;
}

const known = new WeakMap<SchemaFacts, { settings: Settings; judged: Judged[] }>();

/** Every difference of every comparison, with its weight; once for the same facts. */
export function judged(facts: SchemaFacts, settings: Settings): Judged[] {
  const before = known.get(facts);
  if (before?.settings === settings) return before.judged;
  const makerOf = makersOf(facts.migrations, facts.histories?.pending ?? []);
  const judged = facts.comparisons.flatMap((comparison) =>
    comparison.steps.map((step) => judgedStep(step, comparison, { facts, settings, makerOf })),
  );
  known.set(facts, { settings, judged });
  return judged;
}

interface Surroundings {
  facts: SchemaFacts;
  settings: Settings;
  makerOf: MakerOf;
}

function judgedStep(step: Step, comparison: Comparison, { facts, settings, makerOf }: Surroundings): Judged {
  const { difference } = step;
  const isDrift = comparison.source === 'archive';
  const maker = isDrift ? null : makerOf(difference);
  const noRole = noRoleOf(difference, facts.noRoles);
  const ignored = settings.schema.ignore.find((entry) => isIgnoredBy(entry, difference))?.reason ?? null;
  const isPending = maker !== null && isUndone(difference, maker);
  const sort = isDrift ? 'drift' : isPending ? 'pending' : sorts[difference.change];
  const common = { comparison, step, sort, maker, noRole, ignored } as const;
  if (ignored !== null || isPending) return { ...common, severity: 'info' };
  if (isDrift) return { ...common, severity: driftSeverity(comparison, facts) };
  // What a pending migration does is not all known; or a migration dropped it, and the other side has not had that.
  const isDoubtful = maker?.sure === false;
  const isDropped = difference.change === 'removed' && maker?.does === 'drops' && !maker.pending;
  const severity = severityOf(difference);
  const isLess = noRole !== null || isDoubtful || isDropped;
  return { ...common, severity: isLess && severity === 'block' ? 'warn' : severity };
}

const sorts = { removed: 'missing', added: 'extra', changed: 'changed' } as const;

function noRoleOf({ kind, change, path }: Difference, noRoles: string[]): string | null {
  const role = kind === 'grant' && change === 'removed' ? roleName(path.at(-1) ?? '') : null;
  return role !== null && noRoles.includes(role) ? role : null;
}

/** What was applied, and what was taken back, since something was kept; null where nobody knows. */
export function appliedSince({ applied: before = null }: Comparison, { histories }: SchemaFacts): string[] | null {
  const now = histories?.applied ?? null;
  if (before === null || now === null) return null;
  const [then, since] = [new Set(before), new Set(now)];
  return [...now.filter((each) => !then.has(each)), ...before.filter((each) => !since.has(each))];
}

function driftSeverity(comparison: Comparison, facts: SchemaFacts): Severity {
  return (appliedSince(comparison, facts)?.length ?? 0) > 0 ? 'info' : 'warn';
}
