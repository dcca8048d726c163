import type { Change } from '../model/change.ts';
import { type Finding, type Verdict, verdictOf } from '../model/finding.ts';
import { type GuardName, guardNameSchema } from '../model/report.ts';
import { countedByCode, plural } from './counts.ts';
import { counting, isOnDifference, mismatchSentence } from './difference-cells.ts';

import { guardOf } from './order.ts';
import type { Outline } from './outline.ts';
import { isSettledBy } from './planned.ts';
import { visible } from './printable.ts';
import { clearSentence } from './summary-clear.ts';

/** The sentence that is the same in the terminal, in chat, in an e-mail and on a page. */
export function summaryOf(outline: Outline): string {
  return visible(outline.operation === 'fix' ? fixSentence(outline) : standing(outline));
}

function fixSentence(outline: Outline): string {
  const { changes, dryRun, verdict } = outline;
  if (dryRun && changes.length > 0) {
    const rest = remaining(outline);
    const would = `would fix ${objectsOf(changes)} (dry run)`;
    return rest.length === 0 ? would : `${would}; would remain: ${countedByCode(rest)}`;
  }
  const applied = changes.filter((change) => change.applied);
  if (applied.length > 0) return `fixed ${objectsOf(applied)}; ${verdict === 'pass' ? 'all clear' : standing(outline)}`;
  return `nothing ${verdict === 'pass' ? 'to fix' : 'fixed'}${dryRun ? ' (dry run)' : ''}; ${standing(outline)}`;
}

/** "2 sequences, 1 constraint, 1 index", in the order of the changes. */
export function objectsOf(changes: Change[]): string {
  const kinds = [...new Set(changes.map(({ subject }) => subject.kind))];
  return kinds.map((kind) => plural(changes.filter(({ subject }) => subject.kind === kind).length, kind)).join(', ');
}

/** Findings that a dry run's changes would not get rid of. */
function remaining({ findings, changes }: Outline): Finding[] {
  return findings.filter((finding) => verdictOf(finding) !== 'pass' && !isSettledBy(changes, finding));
}

function standing(outline: Outline): string {
  const target = outline.findings.find((finding) => finding.severity === 'block' && !isOfGuard(finding));
  if (target) return `blocked: ${target.message}`;
  const parts = [blocks(outline), untold(outline)].filter((part) => part !== undefined);
  return [...parts, ...(parts.length === 0 ? clearOrWarned(outline) : warnings(outline))].join('; ');
}

function clearOrWarned(outline: Outline): string[] {
  if (outline.operation === 'verify') return [clearSentence(outline), ...warnings(outline)];
  return [outline.verdict === 'warn' ? guardsThat(outline, 'warn') : clearSentence(outline)];
}

function blocks(outline: Outline): string | undefined {
  return outline.guards.some((guard) => guard.verdict === 'block') ? guardsThat(outline, 'block') : undefined;
}

/** "1 of 4 guards blocks: sequences (2 behind)"; differences of a schema come first, and are all there is to say where nothing else is wrong. */
function guardsThat(outline: Outline, verdict: 'block' | 'warn'): string {
  const { guards, findings } = outline;
  const those = guards.filter((guard) => guard.verdict === verdict);
  const mismatch = those.some(({ guard }) => guard === 'schema') ? mismatchIn(outline) : [];
  const rest = findings.filter((finding) => verdictOf(finding) === verdict && !isOnDifference(finding));
  if (mismatch.length > 0 && rest.length === 0) return mismatch.join('');
  const named = those.map(({ guard }) => `${guard} (${countedByCode(of(guard, findings, verdict))})`);
  const counted = `${those.length} of ${guards.length} guards ${verdict}${those.length === 1 ? 's' : ''}: ${named.join(', ')}`;
  return [...mismatch, counted].join('; ');
}

function mismatchIn({ differences }: Outline): string[] {
  const count = counting(differences);
  return count.length === 0 ? [] : [mismatchSentence(count)];
}

function untold({ guards, unfinished, findings }: Outline): string | undefined {
  const failure = findings.find((finding) => verdictOf(finding) === 'unknown' && !isOfGuard(finding));
  if (failure) return `could not tell: ${failure.message}`;
  const named = guards.flatMap(({ guard, examined }) => {
    const counts = countedByCode(of(guard, findings, 'unknown'));
    if (counts !== '') return [`${guard} (${counts})`];
    return unfinished.includes(guard) ? [`${guard} (${examined === 0 ? 'not reached' : 'not finished'})`] : [];
  });
  return named.length === 0 ? undefined : `could not tell: ${named.join(', ')}`;
}

function warnings(outline: Outline): string[] {
  const isTold = mismatchIn(outline).length > 0 ? isOnDifference : () => false;
  const counts = countedByCode(outline.findings.filter((finding) => verdictOf(finding) === 'warn' && !isTold(finding)));
  return counts === '' ? [] : [`warnings: ${counts}`];
}

function of(guard: GuardName, findings: Finding[], verdict: Verdict): Finding[] {
  return findings.filter((finding) => guardOf(finding.code) === guard && verdictOf(finding) === verdict);
}

function isOfGuard({ code }: Finding): boolean {
  return guardNameSchema.safeParse(guardOf(code)).success;
}
