import type { House } from '../shared/model/house.ts';
import { type TerminalProgress, terminalProgress } from './terminal.ts';

const signals = { SIGINT: 130, SIGTERM: 143 } as const;

export interface TerminalHouse extends House {
  progress: TerminalProgress;
}

/**
 * Lends what a run needs from its door: progress on the terminal, and a signal that Ctrl-C aborts. The run then stops
 * in order and reports what it has; a second Ctrl-C ends the process at once.
 */
export async function withHouse<Result>(use: (house: TerminalHouse) => Promise<Result>): Promise<Result> {
  const progress = terminalProgress();
  const controller = new AbortController();
  const handlers = Object.entries(signals).map(([name, exitCode]) => {
    const stop = () => {
      progress.clear();
      if (controller.signal.aborted) process.exit(exitCode);
      process.stderr.write(`stopping; once more ends it at once\n`);
      controller.abort();
    };
    process.on(name, stop);
    return { name, stop };
  });
  try {
    return await use({ signal: controller.signal, progress });
  } finally {
    progress.clear();
    for (const { name, stop } of handlers) process.off(name, stop);
  }
}
