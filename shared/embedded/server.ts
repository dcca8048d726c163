import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Binaries } from './binaries.ts';
import type { Owner } from './owner.ts';

/** Where a server lives, and as whom. */
export interface Place {
  folder: string;
  dataFolder: string;
  owner: Owner;
  binaries: Binaries;
}

/** What its programs see of our environment; PGOPTIONS and the like must not reach them. */
export const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH };

/** Starts the server and returns its port. Between choosing a free port and taking it another program may be faster. */
export async function serve(place: Place, settings: Record<string, string>, attempts = 5): Promise<number> {
  const port = await freePort();
  const server = spawn(place.binaries.postgres, serverArguments(place, port, settings), {
    ...place.owner,
    cwd: place.folder,
    env: environment,
    // Ctrl-C in a terminal reaches the whole process group: whoever started the server decides when it ends.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log = await startupLog(server);
  if (log === undefined) return port;
  if (attempts > 1 && log.includes('Address already in use')) return serve(place, settings, attempts - 1);
  throw new Error(log);
}

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

/** A port that nobody listens on at this moment; between choosing and taking it another program may be faster. */
export async function freePort(): Promise<number> {
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
