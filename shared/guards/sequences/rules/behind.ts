import type { Finding, Remedy } from '../../../model/finding.ts';
import { callsThrough, farthestOf, isBehind, nextValue } from '../arithmetic.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import { type PlanOptions, planFor } from '../plan.ts';
import type { Sequence } from '../sequence.ts';
import type { SequenceRule } from './rule.ts';

/** A value that the sequence hands out before it has passed the rows is in the column already. */
export const behind: SequenceRule = {
  code: 'sequences/behind',
  severity: 'block',
  judge: ({ sequences, standby }, { sequences: { reach } }) =>
    sequences
      .filter(isBehind)
      .map((sequence) => finding(sequence, { standby, margin: 0n, pastOutliers: false, reach })),
};

function finding(sequence: Sequence, options: PlanOptions): Finding {
  const { first = 0n, cluster = null } = sequence.collision ?? {};
  const steps = callsThrough(sequence, cluster ?? first);
  const farthest = farthestOf(sequence);
  return {
    code: 'sequences/behind',
    severity: 'block',
    subject: sequenceSubject(sequence),
    message: `${nameOf(sequence)} will hand out ${nextValue(sequence)}, but ${columnsOf(sequence)} already ${
      sequence.increment > 0n ? 'reaches' : 'goes down to'
    } ${cluster}: the next ${steps} inserts may fail`,
    evidence: evidenceOf(sequence, {
      [sequence.increment > 0n ? 'maxValue' : 'minValue']: `${farthest}`,
      firstCollision: `${first}`,
      stepsBehind: `${steps}`,
    }),
    remedy: remedy(sequence, options),
  };
}

function remedy(sequence: Sequence, options: PlanOptions): Remedy {
  const plan = planFor(sequence, options);
  if (plan === null) return byHand('look at the values at the end of the column');
  if ('refusal' in plan) return byHand(`fix leaves it alone: ${plan.refusal}`, plan.sql);
  const past = sequence.collision?.cluster ?? '';
  const note = plan.repair.note === null ? '' : ` (${plan.repair.note})`;
  return { summary: `move the sequence past ${past}${note}`, sql: [plan.repair.sql], automatic: true };
}

function columnsOf(sequence: Sequence): string {
  const holding = sequence.feeds.find(({ farthest }) => farthest !== null && farthest === farthestOf(sequence));
  return holding ? columnName(holding) : 'its column';
}
