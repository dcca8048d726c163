import type { Severity } from '../../model/finding.ts';
import type { Settings } from '../../model/settings.ts';
import { roleName } from '../../model/snapshot.ts';
import type { Difference, Step } from './difference.ts';
import { type Drifted, driftedBy } from './drift.ts';
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
  /** of a drift: who changed it */
  by: Drifted['by'] | null;
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
  const judged = facts.comparisons.flatMap((comparison) => {
    const driftOf =
      comparison.source === 'archive' && comparison.steps.length > 0 ? driftedBy(comparison, facts) : null;
    return comparison.steps.map((step) => judgedStep(step, comparison, { facts, settings, makerOf, driftOf }));
  });
  known.set(facts, { settings, judged });
  return judged;
}

interface Surroundings {
  facts: SchemaFacts;
  settings: Settings;
  makerOf: MakerOf;
  /** null where what it is compared with is no last run */
  driftOf: ((difference: Difference) => Drifted) | null;
}

function judgedStep(step: Step, comparison: Comparison, { facts, settings, makerOf, driftOf }: Surroundings): Judged {
  const { difference } = step;
  const drift = driftOf?.(difference) ?? null;
  const maker = drift === null ? makerOf(difference) : drift.maker;
  const noRole = noRoleOf(difference, facts.noRoles);
  const ignored = settings.schema.ignore.find((entry) => isIgnoredBy(entry, difference))?.reason ?? null;
  const isPending = maker !== null && isUndone(difference, maker);
  const sort = drift !== null ? 'drift' : isPending ? 'pending' : sorts[difference.change];
  const common = { comparison, step, sort, maker, by: drift?.by ?? null, noRole, ignored } as const;
  if (ignored !== null || isPending) return { ...common, severity: 'info' };
  if (drift !== null) return { ...common, severity: drift.severity };
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
