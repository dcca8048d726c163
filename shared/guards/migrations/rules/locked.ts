import { byHand, commandsFor, evidenceOf, isOfOthers, ofOthers, tableSubject, titleOf } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** A lock row says that somebody migrates: at this moment, or a process that died long ago. */
export const locked: MigrationRule = {
  code: 'migrations/locked',
  severity: 'block',
  judge: (facts) =>
    facts.standings.flatMap((standing) => {
      const { history } = standing;
      if (!history?.lock) return [];
      const { since, by } = history.lock;
      const isTheirs = isOfOthers(standing, facts);
      return [
        {
          code: 'migrations/locked',
          severity: isTheirs ? ('warn' as const) : ('block' as const),
          subject: tableSubject(history.table),
          message: `${titleOf(standing)} is locked${since === null ? '' : ` since ${since}`}${by === null ? '' : ` by ${by}`}: it will not run until that lock is gone${isTheirs ? ofOthers : ''}`,
          evidence: evidenceOf(standing, null, { since, lockedBy: by }),
          remedy: byHand('see that nobody migrates, then free the lock', [commandsFor(standing).unlock]),
        },
      ];
    }),
};
