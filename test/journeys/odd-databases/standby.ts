import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { runnableBinaries } from '../../../shared/embedded/binaries.ts';
import { caretakerOf } from '../../../shared/embedded/caretaker.ts';
import { folderFor, giveTo, serverOwner } from '../../../shared/embedded/owner.ts';
import { nativeFolder } from '../../../shared/embedded/packages.ts';
import type { EmbeddedPostgres } from '../../../shared/embedded/postgres.ts';
import { environment } from '../../../shared/embedded/server.ts';

type Started = ChildProcessByStdio<null, null, Readable>;

/** A streaming standby of a server on this machine: its files as pg_basebackup would copy them, followed by its log. */
export async function startStandby(primary: EmbeddedPostgres): Promise<{ url: string; stop(): Promise<void> }> {
  const owner = serverOwner();
  const folder = await folderFor(owner);
  const caretaker = caretakerOf(folder);
  const dataFolder = join(folder, 'data');
  await copyOf(primary, dataFolder);
  await giveTo(owner, folder);
  const binaries = await runnableBinaries(nativeFolder(), folder, owner);
  const start = (port: number) => {
    const settings = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      primary_conninfo: conninfo(primary),
    };
    const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const options = { ...owner, cwd: folder, env: environment, detached: true } as const;
    return spawn(binaries.postgres, ['-D', dataFolder, ...words], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const url = new URL(primary.url);
  url.port = String(await portOf(start, primary.port + 1));
  return { url: url.href, stop: () => caretaker.dismiss() };
}

/** The first free port from this one on: other tests take ports all the time. */
async function portOf(start: (port: number) => Started, port: number): Promise<number> {
  const server = start(port);
  let log = '';
  while (!log.includes('ready to accept read-only connections')) {
    const [chunk] = await Promise.race([once(server.stderr, 'data'), once(server, 'close')]);
    if (Buffer.isBuffer(chunk)) log += chunk.toString();
    else if (log.includes('Address already in use')) return portOf(start, port + 1);
    else throw new Error(`the standby did not start: ${log}`);
  }
  server.stderr.removeAllListeners('data').resume();
  server.unref();
  return port;
}

/** The standby has all that the primary had when this was called. */
export async function caughtUp(primaryUrl: string, standbyUrl: string): Promise<void> {
  const lsn = await value(primaryUrl, 'SELECT pg_current_wal_insert_lsn()');
  while ((await value(standbyUrl, `SELECT pg_last_wal_replay_lsn() >= '${lsn}'::pg_lsn`)) !== true) {
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function copyOf(primary: EmbeddedPostgres, dataFolder: string): Promise<void> {
  const client = new Client({ connectionString: primary.url });
  await client.connect();
  await client.query(`SELECT pg_backup_start('standby', true)`);
  await promisify(execFile)('cp', ['-a', primary.dataFolder, dataFolder]);
  const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
  await client.end();
  await rm(join(dataFolder, 'postmaster.pid'));
  await writeFile(join(dataFolder, 'backup_label'), rows[0].labelfile);
  await writeFile(join(dataFolder, 'standby.signal'), '');
}

function conninfo({ url }: EmbeddedPostgres): string {
  const { hostname, port, username, password } = new URL(url);
  return `host=${hostname} port=${port} user=${username} password=${password}`;
}

async function value(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}
