import type { Finding, Severity } from '../../../model/finding.ts';
import type { SequenceSettings } from '../../../model/settings.ts';
import { isExhausted, nextValue, rangeOf, usedOf } from '../arithmetic.ts';
import { evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import type { Sequence } from '../sequence.ts';
import { limitText, widening } from './limits.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** Most of the range that really counts is used: 80 % warns, 95 % blocks, unless the settings say otherwise. */
export const exhausting: SequenceRule = {
  code: 'sequences/exhausting',
  severity: 'warn',
  judge: eachSequence((sequence, settings) => {
    const severity = severityOf(sequence, settings);
    return severity ? finding(sequence, severity) : null;
  }),
};

/** `block`, `warn`, or null where there is room enough. */
export function severityOf(sequence: Sequence, settings: SequenceSettings): Severity | null {
  const used = usedOf(sequence);
  if (used === null || sequence.cycles || isExhausted(sequence)) return null;
  if (used >= settings.blockAt) return 'block';
  return used >= settings.warnAt ? 'warn' : null;
}

function finding(sequence: Sequence, severity: Severity): Finding {
  const range = rangeOf(sequence);
  const used = usedOf(sequence) ?? 0;
  const next = nextValue(sequence) ?? range.to;
  const left = (range.to - next) / sequence.increment + 1n;
  return {
    code: 'sequences/exhausting',
    severity,
    subject: sequenceSubject(sequence),
    message: `${nameOf(sequence)} has used ${percent(used)} of its range up to ${range.to}${limitText(range)}: ${left} values are left`,
    evidence: evidenceOf(sequence, { limit: `${range.to}`, used, left: `${left}` }),
    remedy: widening(sequence, range),
  };
}

/** Never rounded up to 100: there are values left. */
function percent(used: number): string {
  return `${Math.floor(used * 1000) / 10} %`;
}
