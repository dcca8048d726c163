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
