import type { Finding } from '../../../model/finding.ts';
import {
  byHand,
  commandsFor,
  entriesWith,
  evidenceOf,
  isDue,
  listEvidence,
  listed,
  migrationSubject,
  plural,
  titleOf,
} from '../findings.ts';
import type { Entry, Standing } from '../history.ts';
import type { MigrationFacts } from '../migration-facts.ts';
import { newestOf } from '../order.ts';
import { toolNamed } from '../tools/index.ts';
import { lateOf } from '../tools/tool.ts';
import type { MigrationRule } from './rule.ts';

/** Migrations that belong before some that are applied already, by a tool that runs or refuses them. */
export const outOfOrder: MigrationRule = {
  code: 'migrations/out-of-order',
  severity: 'warn',
  judge: (facts, settings) =>
    facts.standings.flatMap((standing) => {
      const late = entriesWith(standing, ['out-of-order'], settings);
      return late.length === 0 ? [] : [finding(standing, late, facts)];
    }),
};

function finding(standing: Standing, late: Entry[], facts: MigrationFacts): Finding {
  const ids = late.map(({ id }) => id);
  const isRefused =
    lateOf(toolNamed(standing.tool), standing.project) === 'refuses' ||
    late.some(({ migration }) => migration?.parents);
  const is = ids.length === 1 ? 'is' : 'are';
  const newest = newestApplied(standing);
  return {
    code: 'migrations/out-of-order',
    severity: isRefused || isDue(facts) ? 'block' : 'warn',
    subject: migrationSubject(ids[0] ?? ''),
    message: `${plural(ids.length, 'migration')} ${is} not applied, but later ones are${newest === null ? '' : ` (${newest})`}: ${listed(ids)}; ${titleOf(standing)} ${
      isRefused ? 'refuses to run them like that' : 'runs them all the same, in another order than elsewhere'
    }`,
    evidence: evidenceOf(standing, late.length === 1 ? (late[0] ?? null) : null, {
      ...listEvidence(ids),
      newestApplied: newest,
    }),
    remedy: byHand(summaryFor(late, isRefused), [commandsFor(standing).apply]),
  };
}

function summaryFor(late: Entry[], isRefused: boolean): string {
  if (late.some(({ migration }) => migration?.parents))
    return 'what is applied depends on them: take that back, or let it depend on what was applied before it, then apply';
  return isRefused
    ? 'give them a version after the newest applied one, or allow it where the tool can, then apply'
    : 'see that they do not depend on the order, or give them a newer version';
}

/** What is applied and comes last, in the repository or not; null where there is nothing. */
export function newestApplied({ entries }: Standing): string | null {
  const applied = entries.filter(({ status }) => status === 'applied' || status === 'missing-from-repository');
  const ordered = applied.map(({ id, migration, recorded }) => ({ id, order: recorded?.order ?? migration?.order }));
  return (newestOf(ordered) ?? ordered.at(-1))?.id ?? null;
}
