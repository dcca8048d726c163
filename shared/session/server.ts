import { StatementError, WrongDatabaseError } from '../model/errors.ts';
import type { Target } from '../model/request.ts';
import type { Address } from './address.ts';
import type { Row } from './drivers/driver.ts';
import { ownSearchPath } from './sql.ts';
import type { Wire } from './wire.ts';

/** What the server says of itself; read once, before anything else. */
export interface Server {
  /** 170009 for 17.9 */
  version: number;
  /** "PostgreSQL 17.9" */
  versionText: string;
  database: string;
  role: string;
  host: string;
  /** a replica: it can be read only, and its sequences run ahead of their rows */
  standby: boolean;
  /** locks of pg_locks are told by database OID */
  databaseOid: number;
  /** system identifier and database OID; null where this role may not read it */
  fingerprint: string | null;
  /** in seconds since 1970, to the microsecond, as text */
  startedAt: string;
  connectMs: number;
  attempts: number;
}

const identity = (systemIdentifier: string) => `
  SELECT
    current_setting('server_version_num')::int AS version,
    current_setting('server_version') AS version_text,
    current_database() AS database,
    current_user AS role,
    pg_is_in_recovery() AS standby,
    d.oid AS database_oid,
    extract(epoch FROM pg_catalog.pg_postmaster_start_time())::text AS started_at,
    ${systemIdentifier} AS system_identifier
  FROM pg_catalog.pg_database d
  WHERE d.datname = current_database()`;

/** Reads who answers. The system identifier is a right that some providers take away: then there is no fingerprint. */
export async function readServer(wire: Wire, address: Address): Promise<Omit<Server, 'connectMs' | 'attempts'>> {
  const ask = async (systemIdentifier: string) => {
    const [, rows] = await wire.send(`SET LOCAL search_path = ${ownSearchPath}; ${identity(systemIdentifier)}`);
    return rows?.[0] as Row;
  };
  const row = await ask('(SELECT system_identifier::text FROM pg_catalog.pg_control_system())').catch(
    (error: unknown) => {
      if (error instanceof StatementError) return ask('NULL::text');
      throw error;
    },
  );
  return {
    version: Number(row.version),
    versionText: `PostgreSQL ${String(row.version_text).split(' ')[0]}`,
    database: String(row.database),
    role: String(row.role),
    host: address.host,
    standby: row.standby === true,
    databaseOid: Number(row.database_oid),
    fingerprint: row.system_identifier ? `${row.system_identifier}:${row.database_oid}` : null,
    startedAt: String(row.started_at),
  };
}

/**
 * Refuses to go on in another database than the one that the target is pinned to.
 * @throws WrongDatabaseError, also where the fingerprint cannot be read: a pin that cannot be checked holds nothing.
 */
export function sameDatabase(target: Target, server: Pick<Server, 'fingerprint' | 'database'>): void {
  if (target.fingerprint === null || target.fingerprint === server.fingerprint) return;
  if (server.fingerprint === null) {
    throw new WrongDatabaseError(
      'target/fingerprint-unknown',
      `${target.name} is pinned to ${target.fingerprint}, but this role may not read the fingerprint of "${server.database}"`,
      'GRANT EXECUTE ON FUNCTION pg_control_system() TO this role, or take the pin out of the configuration',
    );
  }
  throw new WrongDatabaseError(
    'target/wrong-database',
    `${target.name} is pinned to ${target.fingerprint}, but "${server.database}" is ${server.fingerprint}: another database answers`,
    'check the URL; if the database was moved or restored on purpose, put its new fingerprint into the configuration',
  );
}

type Identity = Pick<Server, 'fingerprint' | 'startedAt'>;

/**
 * Whether two sessions are with one and the same database. The fingerprint alone does not prove it: what was restored from a
 * copy of the files (a snapshot of RDS, a clone of Aurora, pg_basebackup) has the system identifier of the original. A server
 * that was started at another microsecond is another one. Where a fingerprint cannot be read, nothing is proven.
 */
export function isSameDatabase(one: Identity, other: Identity): boolean {
  return one.fingerprint !== null && one.fingerprint === other.fingerprint && one.startedAt === other.startedAt;
}

/**
 * Refuses to set a database beside itself, which is always equal.
 * @throws WrongDatabaseError
 */
export function anotherDatabase(one: { target: Target; server: Identity }, other: typeof one): void {
  if (!isSameDatabase(one.server, other.server)) return;
  throw new WrongDatabaseError(
    'target/wrong-database',
    `${other.target.name} is the same database as ${one.target.name}`,
    `give ${other.target.name} and ${one.target.name} each the URL or the secret of its own database`,
  );
}
