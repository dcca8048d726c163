import type { Session } from '../session/session.ts';
import { literal } from '../session/sql.ts';
import { shortened } from './blockers.ts';

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
