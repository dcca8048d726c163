import type { House } from '../shared/model/house.ts';
import { type TerminalProgress, terminalProgress } from './terminal.ts';

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export interface TerminalHouse extends House {
  progress: TerminalProgress;
  /** aborted when a stop has to be quick: whoever asked for it has asked again, and may end the process next */
  hurry: AbortSignal;
}

/**
 * Lends what a run needs from its door: progress on the terminal, and a signal that Ctrl-C aborts. The run then stops
 * in order and reports what it has; the same once more ends the process at once. A signal of another kind hurries it: GitHub
 * cancels a job by SIGINT, SIGTERM after 7.5 seconds, and SIGKILL after 2.5 more.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
 */
export async function withHouse<Result>(use: (house: TerminalHouse) => Promise<Result>): Promise<Result> {
  const progress = terminalProgress();
  const [stopped, hurried] = [new AbortController(), new AbortController()];
  const heard = new Set<string>();
  const handlers = Object.entries(signals).map(([name, exitCode]) => {
    const stop = () => {
      progress.clear();
      // A terminal that goes away sends two: its shell passes on what the system sends anyhow.
      if (heard.has(name) && name === 'SIGHUP') return;
      if (heard.has(name)) process.exit(exitCode);
      process.stderr.write(heard.size === 0 ? 'stopping; once more ends it at once\n' : 'stopping faster\n');
      if (heard.size > 0) hurried.abort();
      heard.add(name);
      stopped.abort();
    };
    process.on(name, stop);
    return { name, stop };
  });
  try {
    return await use({ signal: stopped.signal, hurry: hurried.signal, progress });
  } finally {
    progress.clear();
    for (const { name, stop } of handlers) process.off(name, stop);
  }
}
