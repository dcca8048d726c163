import { identifier } from '../../../session/sql.ts';
import { direction, isPast, ownEnd } from '../arithmetic.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import { eachFeed, type SequenceRule } from './rule.ts';

/** The column's type ends before the sequence does. */
export const narrowColumn: SequenceRule = {
  code: 'sequences/narrow-column',
  severity: 'info',
  judge: eachFeed((sequence, feed) => {
    const end = direction(sequence) > 0n ? feed.numbers?.high : feed.numbers?.low;
    if (end === null || end === undefined || !isPast(sequence, ownEnd(sequence), end)) return null;
    return {
      code: 'sequences/narrow-column',
      severity: 'info',
      subject: { ...sequenceSubject(sequence), table: feed.table, column: feed.column },
      message: `${columnName(feed)} is ${feed.numbers?.type} and ends at ${end}, before ${nameOf(sequence)}, which ends at ${ownEnd(sequence)}`,
      evidence: evidenceOf(sequence, { columnEnd: `${end}`, sequenceEnd: `${ownEnd(sequence)}` }),
      remedy: byHand('widen the column while its table is small', [
        `ALTER TABLE ${identifier(feed.schema, feed.table)} ALTER COLUMN ${identifier(feed.column)} TYPE bigint`,
      ]),
    };
  }),
};
