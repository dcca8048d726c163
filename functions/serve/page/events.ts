import { setTimeout as pause } from 'node:timers/promises';
import type { PageRun } from './page-runs.ts';

/** Looked at as often as a reader can follow; something is sent as often as keeps a connection open. */
const everyMs = 100;
const aliveMs = 5_000;

/**
 * How a run goes on, as Server-Sent Events: `progress` with the steps from the number `from` on and how far the last of
 * them is, at the end `end`. Whoever connects anew gets all of it.
 */
export async function* eventsOf(run: PageRun): AsyncGenerator<string> {
  let from = 0;
  let told = '';
  let toldAt = 0;
  while (run.end === null) {
    const { steps, count } = run;
    const now = JSON.stringify([steps.length, count]);
    if (now !== told) yield event('progress', { from, steps: steps.slice(from), count });
    else if (Date.now() - toldAt > aliveMs) yield ': alive\n\n';
    if (now !== told || Date.now() - toldAt > aliveMs) toldAt = Date.now();
    told = now;
    from = steps.length;
    await pause(everyMs);
  }
  yield event('end', {});
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
