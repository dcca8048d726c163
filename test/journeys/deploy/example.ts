import { type ChildProcess, execFile, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { Report } from '../../../shared/model/report.ts';
import type { Story } from '../../../shared/model/story.ts';
import { folderWith, lockstepCommand } from '../../support/command.ts';

/** One of the projects in `examples/`, and its tool as the test has it here. */
export interface Example {
  folder: string;
  /** as its README tells */
  command: string[];
  /** why it cannot be run here; null where it can */
  obstacle: string | null;
  /** what the copy of the project needs besides, to run without a network */
  prepare(folder: string): void;
  /** what the environment needs besides */
  environment(folder: string): Record<string, string>;
  /** Adds a migration of these statements, after all others, or writes one anew. */
  write(folder: string, migration: string, sql: string[]): void;
  remove(folder: string, migration: string): void;
  /** as reports name it */
  idOf(migration: string): string;
}

/** What one command may take where many tests run beside it, in milliseconds; alone it is a matter of three seconds. */
const patience = 90_000;

/** A copy of the example with a database of its own, and what can be done with both. */
export interface Project {
  folder: string;
  url: string;
  write(migration: string, ...sql: string[]): void;
  remove(migration: string): void;
  /** Adds to the settings of its target. */
  configure(settings: Record<string, unknown>): void;
  deploy(options?: DeployOptions): Promise<Deployed>;
  /** Runs a line that Lockstep printed, as a person pastes it. */
  paste(...lines: string[]): Promise<void>;
  /** what `lockstep verify --peek` ends with: 0 where all is well */
  verified(): Promise<number | null>;
  query(sql: string): Promise<Record<string, unknown>[]>;
  connect(): Promise<Client>;
}

interface DeployOptions {
  flags?: string[];
  command?: string[];
  meanwhile?: (child: ChildProcess, stderr: () => string) => void;
}

export interface Deployed {
  code: number | null;
  stderr: string;
  /** null where it was killed before it said anything */
  report: Report | null;
  story: Story;
}

/** The clients of PostgreSQL on this machine, which make and apply the dumps; null where there are none. */
export function clientsVersion(): number | null {
  const answers = ['pg_dump', 'pg_restore', 'psql'].map((name) => spawnSync(name, ['--version'], { encoding: 'utf8' }));
  return answers.every(({ status }) => status === 0) ? Number(/\d+/.exec(answers[0]?.stdout ?? '')?.[0]) : null;
}

/** Copies an example to a new folder, for a database that is there. */
export function projectOf(example: Example, url: string): Project {
  const folder = folderWith();
  const isOwn = (path: string) => !['node_modules', '.venv', '.lockstep', '__pycache__'].includes(basename(path));
  cpSync(example.folder, folder, { recursive: true, filter: isOwn });
  example.prepare(folder);
  const env = {
    HOME: folder,
    PATH: [programs(), dirname(process.execPath), process.env.PATH].join(delimiter),
    DATABASE_URL: url,
    ...example.environment(folder),
  };
  return {
    folder,
    url,
    write: (migration, ...sql) => example.write(folder, migration, sql),
    remove: (migration) => example.remove(folder, migration),
    configure(settings) {
      const file = join(folder, 'lockstep.config.json');
      const whole = JSON.parse(readFileSync(file, 'utf8'));
      Object.assign(whole.targets.local, settings);
      writeFileSync(file, JSON.stringify(whole));
    },
    async deploy({ flags = [], command = example.command, meanwhile } = {}) {
      let heard = '';
      const words = ['deploy', '--target', 'local', '--format', 'json', ...flags, '--', ...command];
      const { code, stdout, stderr } = await lockstepCommand(words, {
        folder,
        env,
        patience,
        meanwhile(child) {
          child.stderr?.on('data', (chunk) => {
            heard += chunk;
          });
          meanwhile?.(child, () => heard);
        },
      });
      const report = stdout === '' ? null : (JSON.parse(stdout) as Report);
      return { code, stderr, report, story: report?.story as Story };
    },
    async paste(...lines) {
      // No URL that is printed has its password: psql would ask the person for it.
      const password = decodeURIComponent(new URL(url).password);
      const options = { cwd: folder, env: { ...env, PGPASSWORD: password }, timeout: patience };
      await promisify(execFile)('bash', ['-e', '-c', lines.join('\n')], options);
    },
    verified: async () =>
      (await lockstepCommand(['verify', '--target', 'local', '--peek'], { folder, env, patience })).code,
    query: (sql) => query(url, sql),
    connect: () => connect(url),
  };
}

let shim: string | undefined;

/** A folder of PATH in which `lockstep` is ours. */
function programs(): string {
  if (shim !== undefined) return shim;
  shim = folderWith();
  writeFileSync(join(shim, 'lockstep'), `#!/bin/sh\nexec '${process.execPath}' '${inject('cli')}' "$@"\n`);
  chmodSync(join(shim, 'lockstep'), 0o755);
  return shim;
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await connect(url);
  try {
    const answer = await client.query(sql);
    return (Array.isArray(answer) ? answer.at(-1) : answer).rows;
  } finally {
    await client.end();
  }
}
