import { isExhausted, nextValue, rangeOf, tooEarlyFor } from '../arithmetic.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import { limitText, widening } from './limits.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** No value is left: the next insert fails. */
export const exhausted: SequenceRule = {
  code: 'sequences/exhausted',
  severity: 'block',
  judge: eachSequence((sequence) => {
    if (!isExhausted(sequence)) return null;
    const range = rangeOf(sequence);
    const early = tooEarlyFor(sequence);
    return {
      code: 'sequences/exhausted',
      severity: 'block',
      subject: sequenceSubject(sequence),
      message: early
        ? `${nameOf(sequence)} hands out ${nextValue(sequence)} next, which ${columnName(early)} (${early.numbers?.type}) cannot hold: the next insert fails`
        : `${nameOf(sequence)} is used up: it ended at ${range.to}${limitText(range)}, and the next insert fails`,
      evidence: evidenceOf(sequence, { nextValue: `${nextValue(sequence)}`, limit: `${range.to}` }),
      remedy: early ? byHand('widen that column, or restart the sequence within its range') : widening(sequence, range),
    };
  }),
};
