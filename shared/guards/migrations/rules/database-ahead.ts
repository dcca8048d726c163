import { byHand, listed, migrationSubject, plural } from '../findings.ts';
import { divergenceEvidence, judged } from './missing-from-repository.ts';
import type { MigrationRule } from './rule.ts';

/** Older code against a newer database: a rollback of the code, which must never be stopped. */
export const databaseAhead: MigrationRule = {
  code: 'migrations/database-ahead',
  severity: 'warn',
  judge: ({ standings }, settings) =>
    standings.flatMap((standing) => {
      const divergence = judged(standing, settings);
      if (!divergence?.isAhead) return [];
      const ids = divergence.foreign.map(({ id }) => id);
      return [
        {
          code: 'migrations/database-ahead',
          severity: 'warn' as const,
          subject: migrationSubject(ids[0] ?? ''),
          message: `the database is ${plural(ids.length, 'migration')} ahead of this commit: ${listed(ids)}`,
          evidence: divergenceEvidence(standing, divergence),
          remedy: byHand(
            'see that the older code works with the newer schema; deploy the newer commit when it is ready',
          ),
        },
      ];
    }),
};
