import { isExhausted, nextValue, rangeOf } from '../arithmetic.ts';
import { evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import { limitText, widening } from './limits.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** No value is left: the next insert fails. */
export const exhausted: SequenceRule = {
  code: 'sequences/exhausted',
  severity: 'block',
  judge: eachSequence((sequence) => {
    if (!isExhausted(sequence)) return null;
    const range = rangeOf(sequence);
    return {
      code: 'sequences/exhausted',
      severity: 'block',
      subject: sequenceSubject(sequence),
      message: `${nameOf(sequence)} is used up: it ended at ${range.to}${limitText(range)}, and the next insert fails`,
      evidence: evidenceOf(sequence, { nextValue: `${nextValue(sequence)}`, limit: `${range.to}` }),
      remedy: widening(sequence, range),
    };
  }),
};
