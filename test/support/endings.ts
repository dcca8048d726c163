import { afterAll } from 'vitest';

const endings: (() => unknown)[] = [];

/** Does it when the test file that runs now is through, the first thing that was asked for last. */
export function whenTheFileEnds(action: () => unknown): void {
  endings.push(action);
}

// Set up for every file (vitest.config.ts): where files share a process, a module's own hooks would serve the first alone.
afterAll(async () => {
  for (const ending of endings.splice(0)) await ending();
});
