import { identifier } from '../../../session/sql.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** A default draws from a sequence that no column owns: dropping or copying the table leaves the sequence behind. */
export const unowned: SequenceRule = {
  code: 'sequences/unowned',
  severity: 'info',
  judge: eachSequence((sequence) => {
    const [feed, ...others] = sequence.feeds.filter(({ via }) => via === 'default');
    if (!feed || others.length > 0 || sequence.ownedBy !== null) return null;
    return {
      code: 'sequences/unowned',
      severity: 'info',
      subject: sequenceSubject(sequence),
      message: `${columnName(feed)} draws from ${nameOf(sequence)}, which no column owns: tools that follow ownership do not see it`,
      evidence: evidenceOf(sequence),
      remedy: byHand('tie it to its column, if it is meant for that one alone', [
        `ALTER SEQUENCE ${identifier(sequence.schema, sequence.name)} OWNED BY ${identifier(feed.schema, feed.table, feed.column)}`,
      ]),
    };
  }),
};
