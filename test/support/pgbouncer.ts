import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../shared/embedded/server.ts';

export interface PgBouncer {
  /** The same database and user, by way of the pooler. */
  through(url: string): string;
  stop(): void;
}

const program = '/usr/sbin/pgbouncer';

export const hasPgBouncer = isExecutable(program);

/**
 * A PgBouncer of Debian's package in transaction mode before the server of a superuser's URL. Every role logs in with
 * its own password (SCRAM): PgBouncer asks the server for the verifiers. Gone with our process at the latest.
 */
export async function startPgBouncer(superuserUrl: string, attempts = 5): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-pgbouncer-'));
  const port = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  const { username, password } = new URL(superuserUrl);
  writeFileSync(join(folder, 'users.txt'), `"${username}" "${decodeURIComponent(password)}"\n`);
  writeFileSync(file, configuration(superuserUrl, { folder, port }));
  // It refuses to run as root.
  for (const path of [folder, join(folder, 'users.txt'), file]) chmodSync(path, 0o755);
  const asUser = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const pooler = spawn(program, [...asUser, file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const stop = () => {
    pooler.kill('SIGKILL');
    process.off('exit', stop);
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', stop);
  const log = await startupLog(pooler);
  if (log === undefined) return { through: (url) => withPort(url, port), stop };
  stop();
  // Between choosing a free port and taking it another program may be faster.
  if (attempts > 1 && log.includes('Address already in use')) return startPgBouncer(superuserUrl, attempts - 1);
  throw new Error(log);
}

function configuration(superuserUrl: string, { folder, port }: { folder: string; port: number }): string {
  const server = new URL(superuserUrl);
  return `
[databases]
* = host=${server.hostname} port=${server.port} auth_user=${server.username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
pool_mode = transaction
auth_type = scram-sha-256
auth_file = ${join(folder, 'users.txt')}
auth_query = SELECT usename, passwd FROM pg_catalog.pg_shadow WHERE usename = $1
max_client_conn = 500
`;
}

/** Undefined as soon as it accepts connections; what it said where it ends before. */
async function startupLog(pooler: ChildProcess): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  let log = '';
  pooler.on('error', (error) => resolve(error.message));
  pooler.once('close', () => resolve(log));
  pooler.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
    if (log.includes('process up')) resolve(undefined);
  });
  return promise;
}

function withPort(url: string, port: number): string {
  const address = new URL(url);
  address.port = String(port);
  return address.href;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
