import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { nextValue } from '../arithmetic.ts';
import { byHand, columnName, evidenceOf, sequenceSubject } from '../findings.ts';
import type { Feed, Sequence } from '../sequence.ts';
import type { SequenceRule } from './rule.ts';

/** A column that references the fed one holds less: beyond its end rows can be made, but not referenced. */
export const narrowReference: SequenceRule = {
  code: 'sequences/narrow-reference',
  severity: 'warn',
  judge: (facts) =>
    facts.sequences.flatMap((sequence) =>
      sequence.feeds.flatMap((feed) => feed.references.map((reference) => finding(sequence, feed, reference))),
    ),
};

/** A small table's key may well be referenced by a small type: from half of it on a person should look. */
function finding(sequence: Sequence, feed: Feed, reference: Feed['references'][number]): Finding {
  const end = sequence.increment > 0n ? reference.numbers.high : reference.numbers.low;
  const next = nextValue(sequence) ?? 0n;
  const near = end !== null && (sequence.increment > 0n ? next * 2n > end : next * 2n < end);
  return {
    code: 'sequences/narrow-reference',
    severity: near ? 'warn' : 'info',
    subject: { ...sequenceSubject(sequence), table: reference.table, column: reference.column },
    message: `${columnName(reference)} is ${reference.numbers.type}, but references ${columnName(feed)}, which is ${feed.numbers?.type}: it ends at ${end}`,
    evidence: evidenceOf(sequence, { limit: `${end}`, references: columnName(feed) }),
    remedy: byHand('give it the type of the column that it references', [
      `ALTER TABLE ${identifier(reference.schema, reference.table)} ALTER COLUMN ${identifier(reference.column)} TYPE ${feed.numbers?.type ?? 'bigint'}`,
    ]),
  };
}
