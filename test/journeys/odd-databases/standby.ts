import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { runnableBinaries } from '../../../shared/embedded/binaries.ts';
import { caretakerOf } from '../../../shared/embedded/caretaker.ts';
import { folderFor, giveTo, serverOwner } from '../../../shared/embedded/owner.ts';
import { nativeFolder } from '../../../shared/embedded/packages.ts';
import type { EmbeddedPostgres } from '../../../shared/embedded/postgres.ts';
import { environment } from '../../../shared/embedded/server.ts';

/** A streaming standby of a server on this machine: its files as pg_basebackup would copy them, followed by its log. */
export async function startStandby(primary: EmbeddedPostgres): Promise<{ url: string; stop(): Promise<void> }> {
  const owner = serverOwner();
  const folder = await folderFor(owner);
  const caretaker = caretakerOf(folder);
  const dataFolder = join(folder, 'data');
  await copyOf(primary, dataFolder);
  await giveTo(owner, folder);
  const binaries = await runnableBinaries(nativeFolder(), folder, owner);
  const port = primary.port + 1;
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    primary_conninfo: conninfo(primary),
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(binaries.postgres, ['-D', dataFolder, ...words], {
    ...owner,
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for (let log = ''; !log.includes('ready to accept read-only connections'); ) {
    const [chunk] = await Promise.race([once(server.stderr, 'data'), once(server, 'close')]);
    if (!Buffer.isBuffer(chunk)) throw new Error(`the standby did not start: ${log}`);
    log += chunk.toString();
  }
  server.stderr.removeAllListeners('data').resume();
  server.unref();
  const url = new URL(primary.url);
  url.port = String(port);
  return { url: url.href, stop: () => caretaker.dismiss() };
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
