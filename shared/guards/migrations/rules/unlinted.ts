import type { Remedy } from '../../../model/finding.ts';
import { shellWord } from '../../../model/shell.ts';
import { byHand, isToCome } from '../findings.ts';
import type { Entry, Standing } from '../history.ts';
import type { MigrationFacts } from '../migration-facts.ts';
import type { MigrationRule } from './rule.ts';

/** What is to come could not be judged, or not all of it: nobody can tell whether it is safe. */
export const unlinted: MigrationRule = {
  code: 'migrations/unlinted',
  severity: 'warn',
  judge: (facts) =>
    facts.unlinted === null
      ? []
      : [
          {
            code: 'migrations/unlinted',
            severity: 'warn' as const,
            unknown: true,
            subject: { kind: 'database' as const, name: 'migrations' },
            message: `the migrations to come could not all be judged: ${facts.unlinted}`,
            evidence: {},
            remedy: remedyFor(facts),
          },
        ],
};

/** A manifest that travels carries the SQL of the newest migrations alone, where nobody says since when. */
function remedyFor({ standings, expectation }: MigrationFacts): Remedy {
  const without =
    expectation?.source === 'repository' ? undefined : standings.find((standing) => firstWithout(standing) >= 0);
  if (without === undefined) return byHand('see the reason, then run again');
  const before = without.entries.slice(0, firstWithout(without)).findLast(({ migration }) => migration !== null);
  const since = before === undefined ? '--all-sql' : `--since ${shellWord(before.id)}`;
  return byHand('send a manifest that carries the SQL of all that is to come', [
    `lockstep manifest ${since} > manifest.json`,
  ]);
}

function firstWithout({ entries }: Standing): number {
  return entries.findIndex((entry) => isToCome(entry) && hasNoSql(entry));
}

function hasNoSql({ migration }: Entry): boolean {
  return migration !== null && migration.sql === undefined && migration.kind !== 'merge';
}
