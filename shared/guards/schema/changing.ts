import { StatementError } from '../../model/errors.ts';
import type { Session } from '../../session/session.ts';
import type { Changing } from './schema-facts.ts';

/** Whether a lock did not come free in time. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function isLockedOut(error: unknown): boolean {
  return error instanceof StatementError && error.sqlState === '55P03';
}

/**
 * Who keeps everybody out of a table, or waits to: reading its definition queues behind both. A lock that is held comes
 * before one that is waited for. https://www.postgresql.org/docs/current/explicit-locking.html
 */
const changingQuery = `
SELECT
  l.pid,
  to_char(coalesce(a.xact_start, a.query_start) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since,
  left(a.query, 1000) AS query,
  array_to_json(pg_blocking_pids(l.pid))::text AS waits_for
FROM pg_locks l
JOIN pg_class c ON c.oid = l.relation
LEFT JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'relation'
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.mode = 'AccessExclusiveLock'
  AND l.relation >= 16384
  AND c.relpersistence <> 't'
  AND l.pid <> pg_backend_pid()
ORDER BY l.granted DESC, a.xact_start NULLS LAST, l.pid
LIMIT 1`;

/** Who changes the schema at this moment; `pid` is null where nobody is seen any more. */
export async function readChanging({ read }: Pick<Session, 'read'>): Promise<Changing> {
  const [[row] = []] = await read(changingQuery);
  if (row === undefined) return { pid: null, since: null, statement: '', waitsFor: [] };
  return {
    pid: Number(row.pid),
    since: row.since === null ? null : String(row.since),
    statement: firstWords(String(row.query ?? '')),
    waitsFor: [...new Set(JSON.parse(String(row.waits_for ?? '[]')) as number[])],
  };
}

const definitions = /^(alter|create|drop|truncate|lock|reindex|cluster|refresh|vacuum)$/i;

/** What a statement is about: up to six words of one that defines something, else its first; never a value. */
export function firstWords(query: string): string {
  const plain = query.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').trim();
  const [verb = ''] = /^[a-z]+/i.exec(plain) ?? [];
  if (!definitions.test(verb)) return verb;
  const words = /^(?:[a-z_][\w$.]*|"[^"]*"(?:\."[^"]*")*)(?:\s+(?:[a-z_"][\w$."]*)){0,5}/i.exec(plain)?.[0] ?? verb;
  return words.replaceAll(/\s+/g, ' ').replace(/ (password|encrypted|with|as|using|options)\b.*$/i, '');
}
