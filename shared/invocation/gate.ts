import type { Report, Result } from '../model/report.ts';

/**
 * What came of what a gate asks. `again`: it could not be told, and nothing was begun that must not be begun a second time,
 * so it may be asked once more a little later. `mistaken`: the caller asked for what makes no sense.
 */
export type Outcome =
  | { kind: 'told'; result: Result; again: boolean }
  | { kind: 'failed'; message: string; mistaken: boolean; again: boolean }
  | { kind: 'not-run'; reason: string };

/** A caller that holds up a deployment until it is told how to go on. */
export interface Gate {
  /** Why nothing is to be run, known by `deadline` (as Date.now()); null where something is, or nobody can tell. */
  skips?(deadline: number): Promise<string | null>;
  /** What it asks; throws UsageError where that cannot be read. `all`: the targets that it is about where it names none. */
  ask(all: string[]): unknown;
  /** tells an event that is delivered twice from another one */
  id: string;
  /**
   * Tells the caller how to go on, by `deadline` (as Date.now()), and says what the function returns.
   * @throws Error where the caller could not be told
   */
  conclude(outcome: Outcome, deadline: number): Promise<unknown>;
}

/** Whether the deployment may go on: only where that is known for sure. */
export function opens(outcome: Outcome): boolean {
  return outcome.kind === 'told' && outcome.result.ok;
}

/** What came of it in words: the summary, what to do next, where the report is. */
export function sentenceOf(outcome: Outcome): string {
  if (outcome.kind === 'not-run') return `nothing was run: ${outcome.reason}`;
  if (outcome.kind === 'failed') return outcome.message;
  const reports = reportsOf(outcome.result);
  const next = reports.flatMap((report) => report.next);
  const kept = reports.flatMap(({ published = [] }) =>
    published.filter(({ channel, status }) => channel === 'archive' && status === 'sent'),
  );
  return [
    `${outcome.result.verdict}: ${outcome.result.summary}`,
    ...(next.length > 0 ? [`next: ${next.join('; ')}`] : []),
    ...(kept.length > 0 ? [`report: ${kept.map(({ detail }) => detail).join(', ')}`] : []),
  ].join('. ');
}

/** The reports of a call: one a target. */
export function reportsOf(result: Result): Report[] {
  return 'reports' in result ? result.reports : [result];
}

/**
 * What could not be told may be told later; but a fix that was begun is never begun again by itself.
 */
export function mayComeAgain(result: Result): boolean {
  if (result.verdict !== 'unknown') return false;
  return result.operation !== 'fix' || !reportsOf(result).some(wasBegun);
}

/** A server is known before the lock is taken; guards begin behind it, and one that took no time changed nothing. */
export function wasBegun({ guards }: Pick<Report, 'guards'>): boolean {
  return guards.some(({ examined, durationMs }) => examined > 0 || durationMs > 0);
}

/** The longest beginning of a text that fits into `most`, with an ellipsis where something is missing. */
export function cutTo(text: string, most: number, sizeOf = (each: string) => each.length): string {
  if (sizeOf(text) <= most) return text;
  const points = [...text];
  let [fits, toomuch] = [0, points.length];
  while (toomuch - fits > 1) {
    const middle = Math.floor((fits + toomuch) / 2);
    if (sizeOf(`${points.slice(0, middle).join('')}…`) <= most) fits = middle;
    else toomuch = middle;
  }
  return `${points.slice(0, fits).join('')}…`;
}
