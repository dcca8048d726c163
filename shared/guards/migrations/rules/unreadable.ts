import type { Finding } from '../../../model/finding.ts';
import { byHand, tableSubject, titleOf } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** A history is there, and what it says is unknown. */
export const unreadable: MigrationRule = {
  code: 'migrations/unreadable',
  severity: 'warn',
  judge: ({ unread, unlooked }) => [
    ...(unlooked === null ? [] : [ofObjects(unlooked)]),
    ...unread.map(({ tool, table, reason, sql }) => ({
      code: 'migrations/unreadable',
      severity: 'warn' as const,
      unknown: true,
      subject: tableSubject(table),
      message: `the history of ${titleOf({ tool })} in ${table} could not be read: ${reason}`,
      evidence: { tool, table },
      remedy:
        sql.length > 0
          ? byHand('let the role read it', sql)
          : byHand('see the reason; if it was a lock or the time, run again'),
    })),
  ],
};

function ofObjects(reason: string): Finding {
  return {
    code: 'migrations/unreadable',
    severity: 'warn',
    unknown: true,
    subject: { kind: 'database', name: 'objects' },
    message: `the objects that applied migrations add could not be looked for: ${reason}`,
    evidence: {},
    remedy: byHand('see the reason; if it was the time, run again'),
  };
}
