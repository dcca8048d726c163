import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { inject, onTestFinished } from 'vitest';
import { folderWith } from '../support/command.ts';
import { whenTheFileEnds } from '../support/endings.ts';

export interface Serving {
  address: string;
  child: ChildProcess;
  /** Ends it with a signal; resolves with what it wrote on stderr and its exit code. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; stderr: string }>;
}

/** Starts `lockstep serve` as a program of its own, gone with the test, or with the file where a hook asked for it. */
export async function serving(env: Record<string, string>, words: string[] = []): Promise<Serving> {
  const folder = folderWith();
  const child = spawn(process.execPath, [inject('cli'), 'serve', '--port', '0', ...words], {
    cwd: folder,
    // What a killed server leaves behind goes with the test's folder.
    env: { PATH: process.env.PATH, TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  atTheEnd(() => void child.kill('SIGKILL'));
  const stderr = text(child.stderr);
  const closed = once(child, 'close');
  const [greeting] = await Promise.race([once(child.stdout, 'data'), closed.then(async () => [await stderr])]);
  const address = /http:\/\/(127\.0\.0\.1|0\.0\.0\.0):\d+/.exec(String(greeting))?.[0];
  if (address === undefined) throw new Error(`lockstep serve said: ${greeting}`);
  return {
    address,
    child,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await closed;
      return { code, stderr: await stderr };
    },
  };
}

function atTheEnd(action: () => void): void {
  try {
    onTestFinished(action);
  } catch {
    whenTheFileEnds(action);
  }
}
