import { byHand, evidenceOf, plural, tableSubject, titleOf } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** A history that nobody said anything about: only what it says of itself can be judged. */
export const noManifest: MigrationRule = {
  code: 'migrations/no-manifest',
  severity: 'info',
  judge: ({ standings, expectation }) =>
    standings.flatMap((standing) => {
      const { project, history, entries } = standing;
      if (project !== null || history === null || expectation?.failure !== undefined) return [];
      return [
        {
          code: 'migrations/no-manifest',
          severity: 'info' as const,
          subject: tableSubject(history.table),
          message: `${history.table} is a history of ${titleOf(standing)} (${plural(entries.length, 'migration')}), and ${
            expectation === null ? 'nobody said what is expected' : 'the repository has no such migrations'
          }: only failures can be told`,
          evidence: evidenceOf(standing, null, { count: entries.length }),
          remedy: byHand('run lockstep inside of the repository, or send its manifest along', [
            'lockstep manifest > manifest.json',
          ]),
        },
      ];
    }),
};
