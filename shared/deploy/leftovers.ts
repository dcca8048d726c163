import { BusyError } from '../model/errors.ts';
import type { Row } from '../session/drivers/driver.ts';
import type { Session } from '../session/session.ts';
import { literal } from '../session/sql.ts';
import { shortened } from './blockers.ts';
import { isCommandSessionSql } from './session-names.ts';

/** How long a server takes to notice that a client said goodbye. */
const leaveMs = 300;
const tries = 20;
const everyMs = 250;

/**
 * Ends the sessions that a command left on the server when it was stopped: a server goes on with a statement whose client is
 * gone, and commits it, unwatched. Only those by the name of this deploy's command, which nobody else has. What they had not committed is
 * rolled back. Returns when they are gone, or after five seconds.
 * https://www.postgresql.org/docs/current/runtime-config-connection.html (client_connection_check_interval)
 */
export async function leftoversEnded(
  session: Session,
  { name, tell }: { name: string; tell(line: string): void },
): Promise<void> {
  await session.pause(leaveMs);
  const told = new Set<unknown>();
  for (let left = tries; left > 0; left -= 1) {
    const [rows = []] = await session.change(endSql(name));
    if (rows.length === 0) return;
    for (const { pid, query, state } of rows) {
      if (told.has(pid)) continue;
      told.add(pid);
      const statement = query === null ? '' : `: ${shortened(String(query))}`;
      tell(`lockstep: ended what the command left on the server, pid ${pid}, ${state ?? 'state unknown'}${statement}`);
    }
    await session.pause(everyMs);
  }
  tell('lockstep: what the command left on the server does not end: look at pg_stat_activity before anything else');
}

/**
 * Cancels what the command's sessions run at this moment, each statement once: a program that waits for the server inside of
 * a library hears of a SIGINT only when that statement is over (Python's psycopg2). It then ends in its own way.
 */
export async function statementsCancelled(
  session: Session,
  { name, done, tell }: { name: string; done: Set<string>; tell(line: string): void },
): Promise<void> {
  const [rows = []] = await session.read(activeSql(name));
  for (const { pid, since, query } of rows) {
    const key = `cancel ${pid} ${since}`;
    if (done.has(key)) continue;
    done.add(key);
    await session.change(`SELECT pg_cancel_backend(${Number(pid)})`);
    tell(`lockstep: cancelled what the command was at: ${shortened(String(query ?? ''))}`);
  }
}

/** Whatever it does, a session that does something is in a transaction, and holds the lock of that. */
const isInTransaction = `EXISTS (
      SELECT FROM pg_locks l
      WHERE l.pid = a.pid AND l.locktype = 'virtualxid' AND l.granted
    )`;

function activeSql(name: string): string {
  return `
  SELECT a.pid, a.query_start::text AS since, a.query
  FROM pg_stat_activity a
  WHERE ${isOfCommand(name)} AND a.state = 'active'`;
}

function endSql(name: string): string {
  return `
  SELECT a.pid, a.state, a.query, pg_terminate_backend(a.pid) AS ended
  FROM pg_stat_activity a
  WHERE ${isOfCommand(name)}`;
}

function isOfCommand(name: string): string {
  return `a.application_name = ${literal(name)} AND a.datname = current_database()`;
}

/**
 * What the command of any deploy is at on this database, the oldest first. By pg_locks, as another role's state is hidden; and
 * a pooler keeps connections by the name of a client that has long gone, which are at nothing.
 */
export const orphanSql = `
  SELECT
    a.pid,
    to_char(coalesce(a.xact_start, a.backend_start) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since,
    CASE WHEN a.state IS NULL THEN NULL ELSE a.query END AS query
  FROM pg_stat_activity a
  WHERE a.datname = current_database()
    AND ${isCommandSessionSql('a.application_name')}
    AND ${isInTransaction}
  ORDER BY a.backend_start, a.pid
  LIMIT 1`;

/** A deploy was killed, and what its command was at goes on. */
export function orphaned({ pid, since, query }: Row): BusyError {
  const at = since === null ? '' : `, since ${since}`;
  const statement = query === null ? '' : `: ${shortened(String(query))}`;
  return new BusyError(
    'deploy/busy',
    `the command of an earlier deploy is still at work on the server (pid ${pid}${at}${statement}); nothing was run`,
    `deploy again when it is through, or end it: SELECT pg_terminate_backend(${pid})`,
  );
}
