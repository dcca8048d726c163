import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import type { Feed, Sequence } from '../sequence.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** The sequence, or a column that it feeds, could not be read: nobody can tell whether it is behind. */
export const unreadable: SequenceRule = {
  code: 'sequences/unreadable',
  severity: 'warn',
  judge: eachSequence((sequence) => {
    if (sequence.unreadable)
      return finding(sequence, `${nameOf(sequence)} could not be read: ${sequence.unreadable}`, null);
    const feed = sequence.feeds.find(({ unknown }) => unknown?.code === 'unreadable');
    if (feed) return finding(sequence, `${columnName(feed)} could not be read: ${feed.unknown?.reason}`, feed);
    if (!sequence.collisionUnknown) return null;
    return finding(
      sequence,
      `the rows ahead of ${nameOf(sequence)} could not be read: ${sequence.collisionUnknown}`,
      null,
    );
  }),
};

function finding(sequence: Sequence, message: string, feed: Feed | null): Finding {
  const grant = feed
    ? `GRANT SELECT ON ${identifier(feed.schema, feed.table)} TO <this role>`
    : `GRANT SELECT ON SEQUENCE ${identifier(sequence.schema, sequence.name)} TO <this role>`;
  const forbidden = /this role may/.test(message);
  return {
    code: 'sequences/unreadable',
    severity: 'warn',
    // What an extension keeps to itself is its own business, and no role of a team may be able to read it.
    ...(sequence.extension === null ? { unknown: true } : {}),
    subject: sequenceSubject(sequence),
    message,
    evidence: evidenceOf(sequence, sequence.extension === null ? {} : { extension: sequence.extension }),
    remedy: forbidden ? byHand('let the role read it', [grant]) : byHand('run again when nobody holds it'),
  };
}
