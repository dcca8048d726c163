import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConnectionError, LockstepError } from '../model/errors.ts';
import { runnableBinaries } from './binaries.ts';
import { caretakerOf } from './caretaker.ts';
import { folderFor, giveTo, serverOwner } from './owner.ts';
import { nativeFolder, type PostgresVersion } from './packages.ts';
import { environment, type Place, serve } from './server.ts';

export interface PostgresOptions {
  /** major version; 17 by default */
  version?: PostgresVersion;
  /** lines of postgresql.conf, for example `{ max_connections: '200' }` */
  settings?: Record<string, string>;
  /** of the superuser `postgres`; a random one by default */
  password?: string;
}

export interface EmbeddedPostgres {
  /** as superuser, database `postgres` */
  url: string;
  port: number;
  dataFolder: string;
  /** ends the server and removes its folder */
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL on this machine to throw away: in a folder of its own, on a free port of 127.0.0.1, gone with our
 * process at the latest. It takes no care of its data (fsync is off).
 *
 *     const postgres = await startPostgres({ version: 16 });
 *     ... postgres.url ...
 *     await postgres.stop();
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<EmbeddedPostgres> {
  const native = nativeFolder(options.version);
  const owner = serverOwner();
  const folder = await folderFor(owner);
  const caretaker = caretakerOf(folder);
  try {
    const place = {
      folder,
      dataFolder: join(folder, 'data'),
      owner,
      binaries: await runnableBinaries(native, folder, owner),
    };
    const password = options.password ?? randomBytes(12).toString('hex');
    await initialize(place, password);
    const port = await serve(place, options.settings ?? {});
    const url = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
    return { url, port, dataFolder: place.dataFolder, stop: () => caretaker.dismiss() };
  } catch (error) {
    await caretaker.dismiss();
    throw didNotStart(error);
  }
}

async function initialize({ folder, dataFolder, owner, binaries }: Place, password: string): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await giveTo(owner, passwordFile);
  const access = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const speed = ['--no-locale', '-E', 'UTF8', '--no-sync', '--no-instructions'];
  await promisify(execFile)(binaries.initdb, ['-D', dataFolder, ...access, ...speed], {
    ...owner,
    cwd: folder,
    env: environment,
  });
}

function didNotStart(error: unknown): LockstepError {
  if (error instanceof LockstepError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ConnectionError(
    'target/failed',
    `the PostgreSQL to throw away did not start: ${reason}`,
    'start one yourself and name it with --url or DATABASE_URL',
    { cause: error },
  );
}
