import { byHand, evidenceOf, tableSubject, titleOf } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** The tool wrote down another environment than the target's: a copy of another database, or the wrong one. */
export const environmentMismatch: MigrationRule = {
  code: 'migrations/environment-mismatch',
  severity: 'block',
  judge: ({ standings, environment }) =>
    standings.flatMap((standing) => {
      const { history } = standing;
      if (environment === null || !history?.environment || isSame(environment, history.environment)) return [];
      return [
        {
          code: 'migrations/environment-mismatch',
          // Servers for staging often run with Rails' production settings.
          severity: isSame(history.environment, 'production') ? ('warn' as const) : ('block' as const),
          subject: tableSubject(history.table),
          message: `${titleOf(standing)} says that this is a database of ${history.environment}, but the target's environment is ${environment}`,
          evidence: evidenceOf(standing, null, { recorded: history.environment, expected: environment }),
          remedy: byHand(
            'check the URL of the target; if a copy was restored here on purpose, write down its new environment',
            standing.tool === 'rails' ? [`bin/rails db:environment:set RAILS_ENV=${environment}`] : [],
          ),
        },
      ];
    }),
};

/** "prod" and "production" are the same to people. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a);
}
