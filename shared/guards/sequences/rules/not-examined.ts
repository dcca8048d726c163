import { eachSequence, type SequenceRule } from './rule.ts';
import { unknownFeed } from './unknown-feed.ts';

/** Finding the column's end would cost too much: no index, another server, too many locks. */
export const notExamined: SequenceRule = {
  code: 'sequences/not-examined',
  severity: 'warn',
  judge: eachSequence((sequence) =>
    unknownFeed(
      sequence,
      'not-examined',
      'give the column an index, raise sequences.scanMegabytes, or name the sequence under sequences.ignore with the reason',
    ),
  ),
};
