import type { Finding, Remedy, Subject } from '../../model/finding.ts';
import type { Unread } from './ask.ts';

/** `orders`, with its schema where that is not public. */
export function tableName({ schema, table }: { schema: string; table: string }): string {
  return schema === 'public' ? table : `${schema}.${table}`;
}

/** A remedy for a person to carry out. */
export function byHand(summary: string, sql?: string[]): Remedy {
  return { summary, ...(sql && sql.length > 0 ? { sql } : {}), automatic: false };
}

/** `1 row`, `12 rows`. */
export function many(count: bigint | number, what: string): string {
  return `${count} ${what}${BigInt(count) === 1n ? '' : 's'}`;
}

/** Something that could not be read, so that nobody knows. */
export function notExamined(subject: Subject, message: string, { reason, advice }: Unread): Finding {
  return {
    code: 'data/not-examined',
    severity: 'warn',
    unknown: true,
    subject,
    message: `${message}: ${reason}`,
    evidence: { reason },
    remedy: byHand(advice),
  };
}

/** Nobody knows all that a pending migration does. */
export function mayBring(migration: string | null): string {
  return migration === null ? '' : `, unless ${migration} makes it, which is still to be applied`;
}
