import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { whenTheFileEnds } from './endings.ts';

export interface Answer {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Surroundings {
  /** added to an environment that holds nothing but PATH */
  env?: Record<string, string>;
  folder?: string;
  /** milliseconds after which it is killed */
  patience?: number;
  /** called with the process once it runs, to send it signals */
  meanwhile?: (child: ChildProcess) => void;
}

/**
 * Runs the `lockstep` command as a program of its own, without a terminal.
 *
 *     const { code, stdout } = await lockstepCommand(['check', '--format', 'json'], { env: { DATABASE_URL: shop.url } });
 */
export async function lockstepCommand(
  words: string[],
  { env, folder, patience = 25_000, meanwhile }: Surroundings = {},
): Promise<Answer> {
  const child = spawn(process.execPath, [inject('cli'), ...words], {
    // Whatever lies in the machine's temporary folder, migrations included, is none of the test's business.
    cwd: folder ?? folderWith(),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  meanwhile?.(child);
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

/** A folder with these files, gone when the file's tests are through. Objects are written as JSON. */
export function folderWith(files: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-test-'));
  whenTheFileEnds(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}
