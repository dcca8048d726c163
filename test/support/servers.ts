import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleCommand } from '../../.ci/bundle.ts';
import { isInstalled, type PostgresVersion } from '../../shared/embedded/packages.ts';
import { startPostgres } from '../../shared/embedded/postgres.ts';
import { placeForFiles } from './memory.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** the superuser's URL of each server, by major version */
    postgres: Record<string, string>;
    /** the command as it is published, which starts many times as fast as its source */
    cli: string;
    /** a folder for what the files of this run share */
    run: string;
  }
}

/**
 * Starts one PostgreSQL for each version in LOCKSTEP_PG_VERSIONS ("14,18") for the whole run. By default the newest, on
 * which most tests run, and the oldest, where npm has it for this system, for what is raced on each.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeFiles = placeForFiles();
  const wanted = process.env.LOCKSTEP_PG_VERSIONS ?? (isInstalled(14) ? '14,18' : '18');
  const versions = wanted.split(',').map((text) => Number(text) as PostgresVersion);
  const settings = { max_connections: '200', autovacuum: 'off' };
  const servers = await Promise.all(versions.map((version) => startPostgres({ version, settings })));
  const folder = resolve(`node_modules/.cache/lockstep/${process.pid}`);
  // While a file does not bundle, the tests that need no command run all the same.
  const built = bundleCommand(folder).then(() => `${folder}/cli.js`);
  project.provide('run', folder);
  project.provide('cli', await built.catch((error: Error) => `no command: ${error.message}`));
  project.provide(
    'postgres',
    Object.fromEntries(versions.map((version, index) => [version, servers[index]?.url ?? ''])),
  );
  return async () => {
    await Promise.all([rm(folder, { recursive: true, force: true }), ...servers.map((server) => server.stop())]);
    removeFiles();
  };
}
