import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Target } from '../../model/request.ts';
import { shellWord } from '../../model/shell.ts';
import type { Environment } from '../../request/target.ts';
import { type Address, addressFrom } from '../../session/address.ts';
import { urlOf } from '../../session/credentials.ts';

/** Where PostgreSQL's own programs connect to. */
export interface Connection {
  address: Address;
  /** the file of certificates that the URL names */
  rootFile: string | null;
}

/**
 * The connection of a target. Neon's pooler is passed by: what pg_dump sets for its session is lost behind it.
 * https://neon.com/docs/import/migrate-from-neon
 */
export async function connectionOf(target: Target): Promise<Connection> {
  const url = await urlOf(target);
  const address = addressFrom(url, 'pg');
  const named = /[?&]sslrootcert=([^&#]*)/.exec(url)?.[1];
  return {
    address: { ...address, host: address.host.replace(/-pooler(\.[\w.-]*neon\.(tech|build))$/i, '$1') },
    rootFile: named && named !== 'system' ? decodeURIComponent(named) : null,
  };
}

/** What of the environment libpq may use besides: who the user is, and where passwords are kept. */
const kept = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'SYSTEMROOT',
  'USER',
  'PGUSER',
  'PGPASSWORD',
  'PGPASSFILE',
  'PGDATABASE',
];

/**
 * Lends the environment variables with which libpq connects as Lockstep itself does, TLS verified. They alone hold the
 * password; certificates lie in files that only this user may read, for as long as `use` takes.
 */
export async function withVariables<Result>(
  { address }: Connection,
  environment: Environment,
  use: (variables: Record<string, string>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-libpq-'));
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  try {
    const variables = {
      ...Object.fromEntries(kept.map((name) => [name, environment[name]])),
      PGHOST: address.host,
      PGPORT: String(address.port),
      ...(address.database && { PGDATABASE: address.database }),
      ...(address.user && { PGUSER: address.user }),
      ...(address.password !== undefined && { PGPASSWORD: address.password }),
      PGAPPNAME: 'lockstep restore point',
      ...(await tlsVariables(address, file)),
    };
    return await use(
      Object.fromEntries(Object.entries(variables).filter(([, value]) => value)) as Record<string, string>,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** libpq before 16 knows no authorities of its own: it gets those that Node.js has. */
async function tlsVariables({ tls }: Address, file: (name: string, text: string) => Promise<string>) {
  if (tls === false) return { PGSSLMODE: 'disable' };
  const mode = tls.rejectUnauthorized ? (tls.checkServerIdentity ? 'verify-ca' : 'verify-full') : 'require';
  const verified = tls.rejectUnauthorized && {
    PGSSLROOTCERT: await file('authorities.pem', tls.ca ?? rootCertificates.join('\n')),
  };
  return {
    PGSSLMODE: mode,
    ...verified,
    ...(tls.cert && { PGSSLCERT: await file('certificate.pem', tls.cert) }),
    ...(tls.key && { PGSSLKEY: await file('key.pem', tls.key) }),
  };
}

/**
 * Where another database of the same server is, as psql and pg_restore take it, for a shell; without the password. `major`:
 * of the programs, as libpq verifies by the system's authorities since 16 only.
 */
export function placeOf({ address, rootFile }: Connection, database: string, major: number): string {
  const { host, port, user, tls } = address;
  const parts = { host, port: String(port), user, dbname: database, ...tlsParts(tls, { rootFile, major }) };
  const words = Object.entries(parts).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${quoted(value)}`,
  );
  return shellWord(words.join(' '));
}

function tlsParts(tls: Address['tls'], { rootFile, major }: { rootFile: string | null; major: number }) {
  if (tls === false) return {};
  if (!tls.rejectUnauthorized) return { sslmode: 'require' };
  if (rootFile !== null)
    return { sslmode: tls.checkServerIdentity ? 'verify-ca' : 'verify-full', sslrootcert: rootFile };
  return major >= 16 ? { sslmode: 'verify-full', sslrootcert: 'system' } : { sslmode: 'require' };
}

function quoted(value: string): string {
  return /^[\w./:-]+$/.test(value) ? value : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
