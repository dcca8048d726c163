import { BusyError } from '../model/errors.ts';
import type { Row } from '../session/drivers/driver.ts';
import type { Session } from '../session/session.ts';
import { literal } from '../session/sql.ts';
import { shortened } from './blockers.ts';
import type { SeenSession } from './lock-waits.ts';
import { isCommandSessionSql } from './session-names.ts';

/** How long a server takes to notice that a client said goodbye. */
const leaveMs = 300;
const tries = 20;
const everyMs = 250;

/** The sessions of one command: those of its name, and those that were taken for its own while it ran. */
export interface CommandSessions {
  name: string;
  sessions: Map<string, SeenSession>;
}

/**
 * Ends the sessions that a command left on the server when it failed or was stopped: a server goes on with a statement whose
 * client is gone, and commits it, unwatched. What they had not committed is rolled back. Returns what is still there after five
 * seconds, each in words; nobody ends a session that may as well be that of a service of the same role on this machine.
 * https://www.postgresql.org/docs/current/runtime-config-connection.html (client_connection_check_interval)
 */
export async function leftoversEnded(
  session: Session,
  command: CommandSessions,
  tell: (line: string) => void,
): Promise<string[]> {
  await session.pause(leaveMs);
  const told = new Set<unknown>();
  let left: Row[] = [];
  for (let trial = 0; trial < tries; trial += 1) {
    if (trial > 0) await session.pause(everyMs);
    [left = []] = await session.change(endSql(command));
    if (left.length === 0) return [];
    for (const row of left.filter(({ pid, ended }) => ended === true && !told.has(pid))) {
      told.add(row.pid);
      tell(`lockstep: ended what the command left on the server, ${inWords(row)}`);
    }
  }
  return left.map(inWords);
}

function inWords({ pid, query, state }: Row): string {
  return `pid ${pid}, ${state ?? 'state unknown'}${query === null ? '' : `: ${shortened(String(query))}`}`;
}

/**
 * Cancels what the command's sessions run at this moment, each statement once: a program that waits for the server inside of
 * a library hears of a SIGINT only when that statement is over (Python's psycopg2). It then ends in its own way.
 */
export async function statementsCancelled(
  session: Session,
  command: CommandSessions,
  { done, tell }: { done: Set<string>; tell(line: string): void },
): Promise<void> {
  const [rows = []] = await session.read(activeSql(command));
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

function activeSql(command: CommandSessions): string {
  return `
  SELECT a.pid, a.query_start::text AS since, a.query
  FROM pg_stat_activity a
  WHERE a.datname = current_database()
    AND a.state = 'active'
    AND ${isCertain(command)}`;
}

function endSql(command: CommandSessions): string {
  return `
  SELECT a.pid, a.state, a.query, CASE WHEN ${isCertain(command)} THEN pg_terminate_backend(a.pid) END AS ended
  FROM pg_stat_activity a
  WHERE a.datname = current_database()
    AND (${isNamed(command)} OR ${isSeen(command, 'a')} AND ${isInTransaction})`;
}

function isNamed({ name }: CommandSessions): string {
  return `a.application_name = ${literal(name)}`;
}

function isSeen({ sessions }: CommandSessions, session: string): string {
  const pairs = [...sessions.values()].map(({ pid, began }) => `(${pid}, ${literal(began)})`);
  return pairs.length === 0 ? 'false' : `(${session}.pid, ${session}.backend_start::text) IN (${pairs.join(', ')})`;
}

/** What was taken for the command's own by when it began may be somebody else's where an older one looks the same. */
function isCertain(command: CommandSessions): string {
  return `(${isNamed(command)} OR ${isSeen(command, 'a')} AND NOT EXISTS (
      SELECT FROM pg_stat_activity o
      WHERE (o.usesysid, o.application_name, o.datname) = (a.usesysid, a.application_name, a.datname)
        AND o.client_addr IS NOT DISTINCT FROM a.client_addr
        AND o.backend_start < a.backend_start
        AND NOT ${isSeen(command, 'o')}
    ))`;
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
