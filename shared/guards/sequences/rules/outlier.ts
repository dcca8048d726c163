import type { Finding } from '../../../model/finding.ts';
import { callsThrough, isBehind, nextValue, outlierOf } from '../arithmetic.ts';
import { byHand, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import { type Plan, planFor } from '../plan.ts';
import type { Sequence } from '../sequence.ts';
import type { SequenceRule } from './rule.ts';

/** A lone value far ahead: nobody fails today, and moving past it would use the range up. */
export const outlier: SequenceRule = {
  code: 'sequences/outlier',
  severity: 'warn',
  judge: ({ sequences, standby }, { sequences: { reach } }) =>
    sequences.flatMap((sequence) => {
      const value = outlierOf(sequence);
      const options = { standby, margin: 0n, pastOutliers: true, reach };
      return value === null ? [] : [finding(sequence, value, planFor(sequence, options))];
    }),
};

function finding(sequence: Sequence, value: bigint, past: Plan | null): Finding {
  const calls = callsThrough(sequence, value) - 1n;
  return {
    code: 'sequences/outlier',
    severity: 'warn',
    subject: sequenceSubject(sequence),
    message: `${nameOf(sequence)} will meet the lone value ${value} after ${calls} more calls${
      isBehind(sequence) ? ', far beyond the rows that it is behind of' : ''
    }`,
    evidence: evidenceOf(sequence, { value: `${value}`, next: `${nextValue(sequence)}`, calls: `${calls}` }),
    remedy: byHand(`delete or renumber that row${orPass(sequence, past)}`),
  };
}

/** Moving past the value is advised only where fix can. */
function orPass({ schema, name }: Sequence, past: Plan | null): string {
  if (past === null) return '';
  return 'repair' in past
    ? `; or, if the values up to it may be lost, lockstep fix --only ${schema}.${name} --past-outliers`
    : ` (fix cannot move past it: ${past.refusal})`;
}
