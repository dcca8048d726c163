import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConnectionError, LockstepError } from '../model/errors.ts';
import { type Binaries, runnableBinaries } from './binaries.ts';
import { caretakerOf } from './caretaker.ts';
import { folderFor, giveTo, type Owner, serverOwner } from './owner.ts';
import { nativeFolder, type PostgresVersion } from './packages.ts';

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

interface Place {
  folder: string;
  dataFolder: string;
  owner: Owner;
  binaries: Binaries;
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
  await promisify(execFile)(binaries.initdb, ['-D', dataFolder, ...access, ...speed], { ...owner, cwd: folder, env });
}

/** Starts the server and returns its port. Between choosing a free port and taking it another program may be faster. */
async function serve(place: Place, settings: Record<string, string>, attempts = 5): Promise<number> {
  const port = await freePort();
  const server = spawn(place.binaries.postgres, serverArguments(place, port, settings), {
    ...place.owner,
    cwd: place.folder,
    env,
    // Ctrl-C in a terminal reaches the whole process group: whoever started the server decides when it ends.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log = await startupLog(server);
  if (log === undefined) return port;
  if (attempts > 1 && log.includes('Address already in use')) return serve(place, settings, attempts - 1);
  throw new Error(log);
}

const env = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH };

function serverArguments({ dataFolder }: Place, port: number, settings: Record<string, string>): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    ...settings,
  };
  return ['-D', dataFolder, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system names no free port');
  return address.port;
}

/** Undefined as soon as the server accepts connections; the last lines of its log where it ends before. */
function startupLog(server: ChildProcess): Promise<string | undefined> {
  let log = '';
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.once('close', () => resolve(log.trim().split('\n').slice(-8).join('\n') || 'it ended without a word'));
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-8000);
      if (!log.includes('ready to accept connections')) return;
      server.stderr?.removeAllListeners('data').resume();
      letGo(server);
      resolve(undefined);
    });
  });
}

/** A server that runs does not keep our process from ending. */
function letGo(server: ChildProcess): void {
  server.unref();
  if (server.stderr && 'unref' in server.stderr && typeof server.stderr.unref === 'function') server.stderr.unref();
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
