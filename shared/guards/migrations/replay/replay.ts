import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { UsageError } from '../../../model/errors.ts';
import type { Extra, Manifest } from '../../../model/manifest.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { snapshotIn } from './read-snapshot.ts';
import { type Ran, type Runnable, runSql } from './run-sql.ts';
import { type ShadowOptions, withShadow } from './shadow.ts';

/** What a replay came to. `ran`: statement by statement, where Lockstep ran the SQL itself. */
export interface Replayed {
  snapshot: Snapshot;
  ran: Ran[];
}

export interface ReplayOptions extends ShadowOptions {
  /** the tool's own command, run with DATABASE_URL of the empty database; [] lets Lockstep run the SQL */
  command: string[];
  /** its working directory */
  folder: string;
}

/**
 * The schema that the repository's migrations make of an empty PostgreSQL. `projects` carry the SQL of all their migrations.
 * @throws UsageError where they cannot be replayed, or the command fails; what `withShadow` throws
 */
export function replay({ projects, extra = [] }: Manifest, options: ReplayOptions): Promise<Replayed> {
  return withShadow(options, async ({ url, driver }) => {
    const ran: Ran[] = [];
    if (options.command.length > 0) await runCommand(options.command, url, options);
    else for (const project of projects) ran.push(...(await runSql(driver, project)));
    for (const file of extra) ran.push(...(await runSql(driver, besides(file))));
    return { snapshot: await snapshotIn(driver, projects), ran };
  });
}

/** SQL that no tool runs: psql sends statement by statement, outside of a transaction. */
function besides({ file, text }: Extra): Runnable {
  return { tool: 'atlas', transaction: 'none', migrations: [{ id: file, sql: [{ line: 1, text }] }] };
}

/** What it prints goes to stderr: stdout is the manifest's. */
async function runCommand([program = '', ...words]: string[], url: string, { folder, house }: ReplayOptions) {
  house.progress.step(`running ${program}`);
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    signal: house.signal,
  });
  const line = [program, ...words].join(' ');
  const [code, stopped] = await once(child, 'close').catch((error: unknown) => {
    throw new UsageError('usage/arguments', `${program} could not be run`, 'see whether it is installed here', {
      cause: error,
    });
  });
  if (code === 0) return;
  throw new UsageError(
    'usage/arguments',
    `"${line}" ended with ${code === null ? stopped : `exit code ${code}`}`,
    'see what it said; it gets DATABASE_URL',
  );
}
