import { join } from 'node:path';
import { execa } from 'execa';
import type { House } from '../../model/house.ts';
import { withoutCredentials } from '../../request/credentials.ts';
import { refused, stopped } from '../refused.ts';

/** PostgreSQL's own program, found and asked for its version. */
export interface Program {
  path: string;
  /** "pg_dump (PostgreSQL) 15.18" */
  versionText: string;
  major: number;
}

/**
 * The `pg_dump` of a folder, or of PATH, where it can dump a server of that major version.
 * @throws RefusedError where there is none, or an older one: it refuses newer servers only once it is connected
 */
export async function programFor(
  server: { major: number; versionText: string },
  { folder, path }: { folder: string | undefined; path: string | undefined },
): Promise<Program> {
  const program = await askVersion(folder === undefined ? 'pg_dump' : join(folder, 'pg_dump'), path);
  if (program === null) throw missing(server.major, folder);
  if (program.major >= server.major) return program;
  throw refused(
    `${program.versionText} cannot dump ${server.versionText}: it has to be of the same major version or a newer one`,
    `${howToInstall(server.major)}; name its folder as "binaries" in the target's restore settings where another one comes first in PATH`,
  );
}

async function askVersion(path: string, searched: string | undefined): Promise<Program | null> {
  const { stdout, failed } = await execa(path, ['--version'], {
    reject: false,
    stdin: 'ignore',
    extendEnv: false,
    env: { PATH: searched },
  });
  const [versionText, major] = /pg_dump \(PostgreSQL\) (\d+)[\w.]*/.exec(stdout ?? '') ?? [];
  return failed || versionText === undefined ? null : { path, versionText, major: Number(major) };
}

function missing(major: number, folder: string | undefined) {
  return refused(`there is no pg_dump in ${folder ?? 'PATH'}`, howToInstall(major));
}

function howToInstall(major: number): string {
  return `install PostgreSQL's client programs: "apt-get install postgresql-client-${major}" (apt.postgresql.org), "brew install libpq"`;
}

/** What it says while it works, of what a person wants to hear in the end. */
const trouble = /\b(error|fatal|detail|hint|fehler):/i;

interface Running {
  variables: Record<string, string>;
  house: House;
  /** called with each line that it says */
  hear(line: string): void;
}

/**
 * Runs it to its end.
 * @throws RefusedError with what it said, where it failed; InterruptedError where it was stopped, its queries cancelled
 */
export async function runProgram(path: string, words: string[], { variables, house, hear }: Running): Promise<void> {
  const said: string[] = [];
  const child = execa(path, words, {
    // In English, whatever this machine's language is: its lines are read.
    env: { ...variables, LC_MESSAGES: 'C', LC_ALL: 'C' },
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    buffer: false,
    reject: false,
    cancelSignal: house.signal,
    forceKillAfterDelay: 5000,
  });
  for await (const line of child.iterable({ from: 'stderr' })) {
    hear(line);
    if (trouble.test(line)) said.push(line);
  }
  const { failed, exitCode, signal } = await child;
  if (house.signal.aborted) throw stopped('the half dump is removed');
  if (!failed) return;
  const reason = said.slice(0, 5).map((line) => line.replace(/^pg_dump: (error: )?/, '').trim());
  const message = reason.join('; ') || (signal === undefined ? `exit code ${exitCode}` : `it was ended by ${signal}`);
  throw refused(`pg_dump failed: ${withoutCredentials(message)}`, adviceFor(message));
}

function adviceFor(message: string): string {
  const found = advice.find(([pattern]) => pattern.test(message));
  return found?.[1] ?? 'see what it says, and run again';
}

const advice: [RegExp, string][] = [
  [
    /permission denied|row-level security|row security/i,
    'dump as a role that may read everything: the owner, or a member of pg_read_all_data that bypasses row security',
  ],
  [/out of shared memory/i, 'it locks every table at once: raise max_locks_per_transaction of the server'],
  [
    /too many (clients|connections)|remaining connection slots/i,
    'lower "jobs" in the target\'s restore settings: it takes a connection more than that',
  ],
  [
    /lock timeout|lock request|could not obtain lock/i,
    'somebody changes a table at this moment: run again when that is done',
  ],
  [/No space left/i, 'make room, or name another "directory" in the target\'s restore settings'],
];
