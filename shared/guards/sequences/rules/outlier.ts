import { callsThrough, isBehind, nextValue, outlierOf } from '../arithmetic.ts';
import { byHand, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** A lone value far ahead: nobody fails today, and moving past it would use the range up. */
export const outlier: SequenceRule = {
  code: 'sequences/outlier',
  severity: 'warn',
  judge: eachSequence((sequence) => {
    const value = outlierOf(sequence);
    if (value === null) return null;
    const calls = callsThrough(sequence, value) - 1n;
    return {
      code: 'sequences/outlier',
      severity: 'warn',
      subject: sequenceSubject(sequence),
      message: `${nameOf(sequence)} will meet the lone value ${value} after ${calls} more calls${
        isBehind(sequence) ? ', far beyond the rows that it is behind of' : ''
      }`,
      evidence: evidenceOf(sequence, { value: `${value}`, next: `${nextValue(sequence)}`, calls: `${calls}` }),
      remedy: byHand(
        `delete or renumber that row; or, if the values up to it may be lost, lockstep fix --only ${sequence.schema}.${sequence.name} --past-outliers`,
      ),
    };
  }),
};
