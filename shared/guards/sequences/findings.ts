import type { Evidence, Finding, Remedy, Subject } from '../../model/finding.ts';
import { nextValue } from './arithmetic.ts';
import type { ColumnName, Sequence } from './sequence.ts';
import type { Writer } from './settle.ts';

/** The sequence as the subject of a finding, with the column that it feeds. */
export function sequenceSubject({ schema, name, feeds, ownedBy }: Sequence): Subject {
  const column = feeds[0] ?? ownedBy;
  return { kind: 'sequence', schema, name, ...(column ? { table: column.table, column: column.column } : {}) };
}

/** `orders_id_seq`, with its schema where that is not public. */
export function nameOf({ schema, name }: { schema: string; name: string }): string {
  return schema === 'public' ? name : `${schema}.${name}`;
}

/** `orders.id`, likewise. */
export function columnName({ schema, table, column }: ColumnName): string {
  return schema === 'public' ? `${table}.${column}` : `${schema}.${table}.${column}`;
}

/** Evidence with the next value, where that is known. */
export function evidenceOf(sequence: Sequence, more: Evidence = {}): Evidence {
  const next = nextValue(sequence);
  return { ...(next === null ? {} : { nextValue: next.toString() }), ...more };
}

/** A remedy for a person to carry out. */
export function byHand(summary: string, sql?: string[]): Remedy {
  return { summary, ...(sql && sql.length > 0 ? { sql } : {}), automatic: false };
}

/** `fix` tried, and the database refused. */
export function fixFailed(sequence: Sequence, reason: string): Finding {
  return {
    code: 'sequences/fix-failed',
    severity: 'block',
    subject: sequenceSubject(sequence),
    message: `${nameOf(sequence)} could not be moved: ${reason}`,
    evidence: evidenceOf(sequence),
    remedy: byHand('see the reason, then run fix again; what was moved before stays moved'),
  };
}

/** `fix` left the sequence alone, or moved it without what does not fit: the margin, the lone values. */
export function notFixed(
  sequence: Sequence,
  { refusal, advice, sql }: { refusal: string; advice: string; sql: string[] },
  without: string | null,
): Finding {
  const done = without === null ? 'was left where it is' : `goes past its rows without ${without}`;
  return {
    code: 'sequences/not-fixed',
    severity: 'warn',
    subject: sequenceSubject(sequence),
    message: `${nameOf(sequence)} ${done}: ${refusal}`,
    evidence: evidenceOf(sequence),
    remedy: byHand(advice, sql),
  };
}

/** A writer that outlasted the time to settle: what it will commit nobody can tell. */
export function notSettled(writer: Writer): Finding {
  const who = writer.pid === null ? writer.transaction : `pid ${writer.pid}`;
  return {
    code: 'sequences/not-settled',
    severity: 'warn',
    unknown: true,
    subject: { kind: 'database', name: writer.application },
    message: `a transaction of ${writer.application} (${who}) still writes to a repaired table, and may commit ids of its own`,
    evidence: {
      transaction: writer.transaction,
      pid: writer.pid,
      application: writer.application,
      since: writer.since,
    },
    remedy: byHand('when it has ended, run lockstep verify; run fix again if it says so'),
  };
}
