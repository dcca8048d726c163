import { byHand, evidenceOf, isOfOthers, plural, tableSubject, titleOf } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** A history that nobody said anything about: only what it says of itself can be judged. */
export const noManifest: MigrationRule = {
  code: 'migrations/no-manifest',
  severity: 'info',
  judge: ({ standings, expectation }) =>
    standings.flatMap((standing) => {
      const { project, history, entries } = standing;
      if (project !== null || history === null || expectation?.failure !== undefined) return [];
      const isGiven = isOfOthers(standing, { expectation });
      return [
        {
          code: 'migrations/no-manifest',
          severity: isGiven ? ('warn' as const) : ('info' as const),
          subject: tableSubject(history.table),
          message: `${history.table} is a history of ${titleOf(standing)} (${plural(entries.length, 'migration')}), and ${
            isGiven
              ? "the manifest has no such migrations: it is another application's, or the manifest is not whole"
              : 'nobody said what is expected'
          }: only failures can be told`,
          evidence: evidenceOf(standing, null, { count: entries.length }),
          remedy: byHand(
            isGiven
              ? 'see whose it is; where it is of this repository, name its folder under migrations.projects and make the manifest anew'
              : 'run lockstep inside of the repository, or send its manifest along',
            ['lockstep manifest > manifest.json'],
          ),
        },
      ];
    }),
};
