import type { Finding, Remedy } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import type { Missing, Sequence } from '../sequence.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** The sequence, or a column that it feeds, could not be read: nobody can tell whether it is behind. */
export const unreadable: SequenceRule = {
  code: 'sequences/unreadable',
  severity: 'warn',
  judge: eachSequence((sequence) => {
    if (sequence.unreadable) {
      const { reason, missing } = sequence.unreadable;
      const { schema, name } = sequence;
      const remedy = remedyFor(missing, schema, `GRANT SELECT ON SEQUENCE ${identifier(schema, name)} TO <this role>`);
      return finding(sequence, `${nameOf(sequence)} could not be read: ${reason}`, remedy);
    }
    return ofColumn(sequence) ?? ofRowsAhead(sequence);
  }),
};

function ofColumn(sequence: Sequence): Finding | null {
  for (const feed of sequence.feeds) {
    if (feed.unknown?.code !== 'unreadable') continue;
    const { reason, missing, relation } = feed.unknown;
    const table = identifier(relation.schema, relation.table);
    const grant = `GRANT SELECT (${identifier(feed.column)}) ON ${table} TO <this role>`;
    const message = `${columnName(feed)} could not be read: ${reason}`;
    return finding(sequence, message, remedyFor(missing, relation.schema, grant));
  }
  return null;
}

function ofRowsAhead(sequence: Sequence): Finding | null {
  if (!sequence.collisionUnknown) return null;
  const message = `the rows ahead of ${nameOf(sequence)} could not be read: ${sequence.collisionUnknown}`;
  return finding(sequence, message, byHand('see the reason; if it was a lock or the time, run again'));
}

function finding(sequence: Sequence, message: string, remedy: Remedy): Finding {
  return {
    code: 'sequences/unreadable',
    severity: 'warn',
    // What an extension keeps to itself is its own business, and no role of a team may be able to read it.
    ...(sequence.extension === null ? { unknown: true } : {}),
    subject: sequenceSubject(sequence),
    message,
    evidence: evidenceOf(sequence, sequence.extension === null ? {} : { extension: sequence.extension }),
    remedy,
  };
}

function remedyFor(missing: Missing, schema: string, grant: string): Remedy {
  if (missing === 'select') return byHand('let the role read it', [grant]);
  const enter = `GRANT USAGE ON SCHEMA ${identifier(schema)} TO <this role>`;
  if (missing === 'schema-usage') return byHand('let the role into its schema, and read it', [enter, grant]);
  return byHand(inWords[missing]);
}

const inWords: Record<Exclude<Missing, 'select' | 'schema-usage'>, string> = {
  lock: 'run again when nobody holds it',
  time: 'run again when the database has less to do, or raise limits.statementSeconds',
  primary: 'point the target at the primary',
  other: 'see the reason, then run again',
};
