import { eachSequence, type SequenceRule } from './rule.ts';
import { unknownFeed } from './unknown-feed.ts';

/** Row security keeps rows from this role, silently: a maximum of what it sees says nothing. */
export const rowsHidden: SequenceRule = {
  code: 'sequences/rows-hidden',
  severity: 'warn',
  judge: eachSequence((sequence) =>
    unknownFeed(
      sequence,
      'rows-hidden',
      "let Lockstep connect as a role that sees all rows: the table's owner, or one with BYPASSRLS",
    ),
  ),
};
