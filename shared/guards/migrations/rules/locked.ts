import { byHand, commandsFor, evidenceOf, tableSubject, titleOf } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** A lock row says that somebody migrates: at this moment, or a process that died long ago. */
export const locked: MigrationRule = {
  code: 'migrations/locked',
  severity: 'block',
  judge: ({ standings }) =>
    standings.flatMap((standing) => {
      const { history } = standing;
      if (!history?.lock) return [];
      const { since, by } = history.lock;
      return [
        {
          code: 'migrations/locked',
          severity: 'block' as const,
          subject: tableSubject(history.table),
          message: `${titleOf(standing)} is locked${since === null ? '' : ` since ${since}`}${by === null ? '' : ` by ${by}`}: it will not run until that lock is gone`,
          evidence: evidenceOf(standing, null, { since, lockedBy: by }),
          remedy: byHand('see that nobody migrates, then free the lock', [commandsFor(standing).unlock]),
        },
      ];
    }),
};
