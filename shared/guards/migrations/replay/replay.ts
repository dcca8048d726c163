import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { UsageError } from '../../../model/errors.ts';
import type { Manifest, Project, Snapshot } from '../../../model/manifest.ts';
import type { Driver } from '../../../session/drivers/driver.ts';
import { ownSearchPath } from '../../../session/sql.ts';
import { snapshotFrom, snapshotQuery } from '../../schema/snapshot.ts';
import { candidatesQuery, historyTables } from '../tables.ts';
import { type Ran, runSql } from './run-sql.ts';
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
    for (const { text } of extra) await driver.query(text);
    return { snapshot: await snapshotOf(driver, projects), ran };
  });
}

async function snapshotOf(driver: Driver, projects: Project[]): Promise<Snapshot> {
  const answers = await driver.query(
    [
      'BEGIN READ ONLY',
      `SET LOCAL search_path = ${ownSearchPath}`,
      "SELECT current_setting('server_version_num')::int / 10000 AS server",
      candidatesQuery(projects),
      snapshotQuery,
      'COMMIT',
    ].join(';\n'),
  );
  const [, , [version] = [], candidates = [], objects = []] = answers;
  const skip = historyTables(candidates, projects).map(({ schema, name }) => `${quoted(schema)}.${quoted(name)}`);
  return snapshotFrom(objects, { server: Number(version?.server), skip });
}

/** As quote_ident writes it. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
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
  const [code] = await once(child, 'close').catch((error: unknown) => {
    throw new UsageError('usage/arguments', `${program} could not be run`, 'see whether it is installed here', {
      cause: error,
    });
  });
  if (code === 0) return;
  throw new UsageError(
    'usage/arguments',
    `"${line}" ended with exit code ${code}`,
    'see what it said; it gets DATABASE_URL',
  );
}
