import type { Finding } from '../../../model/finding.ts';
import { byHand, columnName, evidenceOf, sequenceSubject } from '../findings.ts';
import type { Sequence, Unknown } from '../sequence.ts';

/** The finding for a column whose farthest value is not known, for the reason of `code`. */
export function unknownFeed(sequence: Sequence, code: Unknown['code'], remedy: string): Finding | null {
  const feed = sequence.feeds.find(({ unknown }) => unknown?.code === code);
  if (!feed) return null;
  return {
    code: `sequences/${code}`,
    severity: 'warn',
    ...(sequence.extension === null ? { unknown: true } : {}),
    subject: { ...sequenceSubject(sequence), table: feed.table, column: feed.column },
    message: `${columnName(feed)} was not read to its end: ${feed.unknown?.reason}`,
    evidence: evidenceOf(sequence, sequence.extension === null ? {} : { extension: sequence.extension }),
    remedy: byHand(remedy),
  };
}
