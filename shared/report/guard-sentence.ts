import { type Verdict, verdictOf, verdictSchema } from '../model/finding.ts';
import type { GuardEntry, Report } from '../model/report.ts';
import { countedByCode, plural } from './counts.ts';
import { counting, isOnDifference, mismatchSentence } from './difference-cells.ts';
import { nouns } from './facts.ts';
import { guardOf } from './order.ts';
import { guardClear } from './summary-clear.ts';

/**
 * How things are with one guard, in words whether good or bad: "2 behind, 1 running out", or "41 sequences healthy".
 * `besides`: what it examined, and how long that took.
 */
export function guardSentence(entry: GuardEntry, report: Report): { said: string; besides: string } {
  const wrong = wrongWith(entry, report);
  const said = wrong.length > 0 ? wrong.join(', ') : guardClear(entry, report);
  if (entry.examined === 0) return { said, besides: '' };
  const count = plural(entry.examined, nouns[entry.guard]);
  const examined = said.includes(count) ? [] : [`${count} examined`];
  return { said, besides: [...examined, `${entry.durationMs} ms`].join(', ') };
}

function wrongWith({ guard, verdict, examined }: GuardEntry, { findings, differences = [] }: Report): string[] {
  const mismatch = guard === 'schema' ? counting(differences) : [];
  const own = findings.filter(
    (finding) => guardOf(finding.code) === guard && !(mismatch.length > 0 && isOnDifference(finding)),
  );
  const of = (which: Verdict) => countedByCode(own.filter((finding) => verdictOf(finding) === which));
  const counts = verdictSchema.options.filter((which) => which !== 'pass').map(of);
  const isUntold = verdict === 'unknown' && !own.some((finding) => verdictOf(finding) === 'unknown');
  return [
    ...(mismatch.length > 0 ? [mismatchSentence(mismatch)] : []),
    ...counts.filter((count) => count !== ''),
    ...(isUntold ? [examined === 0 ? 'not reached' : 'not finished'] : []),
  ];
}
