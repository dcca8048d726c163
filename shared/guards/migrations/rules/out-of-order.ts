import type { Finding } from '../../../model/finding.ts';
import {
  byHand,
  commandsFor,
  entriesWith,
  evidenceOf,
  listEvidence,
  listed,
  migrationSubject,
  plural,
  titleOf,
} from '../findings.ts';
import type { Entry, Standing } from '../history.ts';
import { toolNamed } from '../tools/index.ts';
import { lateOf } from '../tools/tool.ts';
import type { MigrationRule } from './rule.ts';

/** Migrations that belong before some that are applied already, by a tool that runs or refuses them. */
export const outOfOrder: MigrationRule = {
  code: 'migrations/out-of-order',
  severity: 'warn',
  judge: ({ standings }, settings) =>
    standings.flatMap((standing) => {
      const late = entriesWith(standing, ['out-of-order'], settings);
      return late.length === 0 ? [] : [finding(standing, late)];
    }),
};

function finding(standing: Standing, late: Entry[]): Finding {
  const ids = late.map(({ id }) => id);
  const isRefused =
    lateOf(toolNamed(standing.tool), standing.project) === 'refuses' ||
    late.some(({ migration }) => migration?.parents);
  const is = ids.length === 1 ? 'is' : 'are';
  const newest = newestApplied(standing);
  return {
    code: 'migrations/out-of-order',
    severity: isRefused ? 'block' : 'warn',
    subject: migrationSubject(ids[0] ?? ''),
    message: `${plural(ids.length, 'migration')} ${is} not applied, but later ones are${newest === null ? '' : ` (${newest})`}: ${listed(ids)}; ${titleOf(standing)} ${
      isRefused ? 'refuses to run them like that' : 'runs them all the same, in another order than elsewhere'
    }`,
    evidence: evidenceOf(standing, late.length === 1 ? (late[0] ?? null) : null, {
      ...listEvidence(ids),
      newestApplied: newest,
    }),
    remedy: isRefused
      ? byHand('give them a version after the newest applied one, or allow it where the tool can, then apply', [
          commandsFor(standing).apply,
        ])
      : byHand('see that they do not depend on the order, or give them a newer version', [commandsFor(standing).apply]),
  };
}

/** The last of the repository that is applied; null where there is none. */
export function newestApplied({ entries }: Standing): string | null {
  return entries.findLast(({ status, migration }) => status === 'applied' && migration !== null)?.id ?? null;
}
