import { byHand, migrationSubject } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** An entry of `migrations.ignore` that names no migration hides nothing, but may be meant to. */
export const unusedIgnore: MigrationRule = {
  code: 'migrations/unused-ignore',
  severity: 'info',
  judge: ({ standings, unread }, settings) => {
    if (unread.length > 0) return [];
    const known = new Set(standings.flatMap(({ entries }) => entries.map(({ id }) => id)));
    return settings.migrations.ignore
      .filter(({ migration }) => !known.has(migration))
      .map(({ migration, reason }) => ({
        code: 'migrations/unused-ignore',
        severity: 'info' as const,
        subject: migrationSubject(migration),
        message: `migrations.ignore names ${migration}, which neither the repository nor the database has`,
        evidence: { reason },
        remedy: byHand('take the entry out of the configuration, or correct its name'),
      }));
  },
};
