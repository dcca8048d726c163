import { identifier } from '../../../session/sql.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** The sequence belongs to a column that it does not feed: dropping that one takes it from those that it does feed. */
export const wrongOwner: SequenceRule = {
  code: 'sequences/wrong-owner',
  severity: 'warn',
  judge: eachSequence((sequence) => {
    const { ownedBy, feeds } = sequence;
    const [feed] = feeds;
    if (!ownedBy || !feed || feeds.some((each) => columnName(each) === columnName(ownedBy))) return null;
    return {
      code: 'sequences/wrong-owner',
      severity: 'warn',
      subject: sequenceSubject(sequence),
      message: `${nameOf(sequence)} is owned by ${columnName(ownedBy)}, but feeds ${feeds.map(columnName).join(', ')}: dropping the first breaks inserts into the latter`,
      evidence: evidenceOf(sequence, { ownedBy: columnName(ownedBy), feeds: feeds.map(columnName) }),
      remedy: byHand('give it to the column that it feeds', [
        `ALTER SEQUENCE ${identifier(sequence.schema, sequence.name)} OWNED BY ${identifier(feed.schema, feed.table, feed.column)}`,
      ]),
    };
  }),
};
