import type { Session } from '../../session/session.ts';
import { literal } from '../../session/sql.ts';

/** A transaction that was writing to a repaired table, and may still commit ids that nobody could see. */
export interface Writer {
  /** virtual transaction; of a prepared transaction too */
  transaction: string;
  pid: number | null;
  application: string;
  since: string | null;
}

const pauseMs = 50;

/**
 * Waits for the transactions that write to these relations now, and only for those, as CREATE INDEX CONCURRENTLY does:
 * nobody is blocked, and who comes later finds the sequences moved. Returns those that outlast the limit.
 */
export async function settle(session: Session, relations: number[], limitSeconds: number): Promise<Writer[]> {
  if (relations.length === 0) return [];
  const deadline = Date.now() + limitSeconds * 1000;
  let writers = await writersTo(session, relations);
  while (writers.length > 0 && Date.now() < deadline) {
    session.progress.step(`waiting for ${writers.length} transactions that still write`);
    await session.pause(pauseMs);
    writers = await writersTo(session, relations, writers);
  }
  return writers;
}

/** Modes that let their holder write. Readers, vacuum, ANALYZE and CREATE INDEX hold weaker or other ones. */
const writing = "('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')";

async function writersTo(session: Session, relations: number[], among?: Writer[]): Promise<Writer[]> {
  const transactions = among?.map(({ transaction }) => literal(transaction)).join(', ');
  const [rows = []] = await session.read(`
    SELECT DISTINCT ON (l.virtualtransaction)
      l.virtualtransaction AS transaction,
      l.pid,
      coalesce(nullif(a.application_name, ''), a.usename, 'a prepared transaction') AS application,
      a.xact_start::text AS since
    FROM pg_catalog.pg_locks l
    LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'relation'
      AND l.database = ${session.server.databaseOid}
      AND l.relation IN (${relations.join(', ')})
      AND l.mode IN ${writing}
      AND l.granted
      AND l.pid IS DISTINCT FROM pg_backend_pid()
      ${transactions === undefined ? '' : `AND l.virtualtransaction IN (${transactions})`}`);
  return rows.map((row) => ({
    transaction: String(row.transaction),
    pid: row.pid === null ? null : Number(row.pid),
    application: String(row.application),
    since: (row.since as string | null) ?? null,
  }));
}
