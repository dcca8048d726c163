import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** What came of a program, with what it took. */
export interface Ran {
  stdout: string;
  milliseconds: number;
  /** at most */
  megabytes: number;
  /** what it kept processors busy */
  busyMilliseconds: number;
}

/**
 * Runs a program to its end, under GNU time where that is there, for the memory and the processor time.
 * @throws Error where it ends with more than 1
 */
export function ran(
  program: string,
  options: string[],
  { folder = tmpdir(), env = process.env }: { folder?: string; env?: NodeJS.ProcessEnv } = {},
): Ran {
  const time = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', 'most %M %U %S'] : [];
  const [first = '', ...rest] = [...time, program, ...options];
  const began = performance.now();
  const { stdout, stderr, status, error } = spawnSync(first, rest, {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const milliseconds = performance.now() - began;
  if (error || status === null || status > 1) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  const [, kilobytes = 0, user = 0, system = 0] = /^most (\d+) (\S+) (\S+)$/m.exec(stderr) ?? [];
  const busyMilliseconds = (Number(user) + Number(system)) * 1000;
  return { stdout, milliseconds, megabytes: Number(kilobytes) / 1024, busyMilliseconds };
}
