import * as z from 'zod';
import { literal } from '../session/sql.ts';
import { isOwnSessionSql } from './session-names.ts';

const sessionSchema = z.object({
  pid: z.number().int(),
  application: z.string(),
  user: z.string().nullable(),
  /** a role without pg_read_all_stats sees none of what follows of another role's session: all of it is null then */
  state: z.string().nullable(),
  query: z.string().nullable(),
  kind: z.string().nullable(),
  began: z.string().nullable(),
  transactionSeconds: z.number().nullable(),
});

/** A session that holds another one up; `blocks`: that one's pid, the deploy's own where `level` is 1. */
const blockerSchema = sessionSchema.extend({
  blocks: z.number().int(),
  level: z.number().int(),
  isWaiting: z.boolean(),
  isOurs: z.boolean(),
});
export type Blocker = z.infer<typeof blockerSchema>;

const lockWaitSchema = sessionSchema.extend({
  seconds: z.number().nonnegative(),
  locktype: z.string(),
  mode: z.string(),
  object: z.string().nullable(),
  /** how many others wait for a lock on the same table */
  behind: z.number().int(),
  blockers: z.array(blockerSchema),
});
/** A session of the deploy that waits for a lock now, with everybody who holds it up. */
export type LockWait = z.infer<typeof lockWaitSchema>;

/** A session, told for ever by when it began: pids are given again. */
const seenSessionSchema = z.object({ pid: z.number().int(), began: z.string() });
export type SeenSession = z.infer<typeof seenSessionSchema>;

/** `sessions`: those that the deploy has now; `isNamed`: one of them by `name`. */
const lookSchema = z.object({
  isNamed: z.boolean(),
  sessions: z.array(seenSessionSchema),
  waits: z.array(lockWaitSchema),
});
export type Look = z.infer<typeof lookSchema>;

/** How far back: who blocks, who blocks that one, and so on. */
const levels = 6;

/**
 * Which sessions of the deploy wait for a lock, on what, and who blocks them. They are told by their application's name; where
 * a program does not take that from PGAPPNAME (`isNamed` false so far), by having begun since the watch did, with our role and
 * from our address. `since`: when the watch began by the server's clock, in seconds since 1970. Waiting is told by pg_locks,
 * which everybody may read, unlike most of pg_stat_activity.
 * https://www.postgresql.org/docs/current/view-pg-locks.html
 */
export function lockWaitsQuery({ name, since, isNamed }: { name: string; since: number; isNamed: boolean }): string {
  const unnamed = `
    NOT ${isOwnSessionSql('a.application_name')}
    AND a.usesysid = (SELECT usesysid FROM pg_stat_activity WHERE pid = pg_backend_pid())
    AND a.client_addr IS NOT DISTINCT FROM (SELECT client_addr FROM pg_stat_activity WHERE pid = pg_backend_pid())
    AND a.backend_start >= to_timestamp(${since})
    AND NOT EXISTS (
      SELECT FROM pg_stat_activity n
      WHERE n.application_name = ${literal(name)} AND n.datname = current_database()
    )`;
  return `
WITH RECURSIVE sessions AS MATERIALIZED (
  SELECT
    a.*,
    a.datname = current_database()
      AND (a.application_name = ${literal(name)} OR ${isNamed ? 'false' : unnamed}) AS is_ours
  FROM pg_stat_activity a
),
locks AS MATERIALIZED (
  SELECT l.*, (to_jsonb(l) ->> 'waitstart')::timestamptz AS since
  FROM pg_locks l
),
waiting AS MATERIALIZED (
  SELECT DISTINCT ON (l.pid) l.*
  FROM locks l
  JOIN sessions s USING (pid)
  WHERE s.is_ours AND NOT l.granted
),
chain (waiter, blocks, pid, level) AS (
  SELECT w.pid, w.pid, b, 1
  FROM waiting w, unnest(pg_blocking_pids(w.pid)) b
  UNION
  SELECT c.waiter, c.pid, b, c.level + 1
  FROM chain c, unnest(pg_blocking_pids(c.pid)) b
  WHERE c.level < ${levels} AND b <> c.waiter
)
SELECT json_build_object(
  'isNamed', EXISTS (SELECT FROM sessions s WHERE s.is_ours AND s.application_name = ${literal(name)}),
  'sessions', (
    SELECT coalesce(json_agg(json_build_object('pid', s.pid, 'began', s.backend_start::text)), '[]')
    FROM sessions s
    WHERE s.is_ours AND s.backend_start IS NOT NULL
  ),
  'waits', coalesce(
    (
      SELECT json_agg(${sessionJson('s')} || jsonb_build_object(
        'seconds', greatest(coalesce(extract(epoch FROM clock_timestamp() - w.since), 0), 0)::float,
        'locktype', w.locktype,
        'mode', w.mode,
        'object', ${objectSql('w')},
        'behind', (
          SELECT count(*)::int
          FROM locks o
          WHERE o.locktype = 'relation' AND o.relation = w.relation AND o.database = w.database
            AND NOT o.granted AND o.pid <> w.pid
        ),
        'blockers', ${blockersSql}
      ) ORDER BY s.pid)
      FROM waiting w
      JOIN sessions s USING (pid)
    ),
    '[]'
  )
)::text`;
}

/** What that query answered. */
export function lookFrom(cell: unknown): Look {
  return lookSchema.parse(JSON.parse(String(cell)));
}

function sessionJson(s: string): string {
  return `jsonb_build_object(
        'pid', ${s}.pid,
        'application', coalesce(${s}.application_name, ''),
        'user', ${s}.usename,
        'state', ${s}.state,
        'query', CASE WHEN ${s}.query = '<insufficient privilege>' THEN NULL ELSE left(${s}.query, 1000) END,
        'kind', ${s}.backend_type,
        'began', ${s}.backend_start::text,
        'transactionSeconds', extract(epoch FROM clock_timestamp() - ${s}.xact_start)::float
      )`;
}

/** A row lock waits for the other's transaction, and holds the row meanwhile: that says the table. */
function objectSql(w: string): string {
  return `CASE
          WHEN ${w}.locktype = 'advisory' THEN 'advisory lock ' || (${w}.classid::bigint << 32 | ${w}.objid::bigint)
          ELSE (
            SELECT n.nspname || '.' || c.relname
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = coalesce(
              ${w}.relation,
              (SELECT t.relation FROM locks t WHERE t.pid = ${w}.pid AND t.locktype = 'tuple' AND t.granted LIMIT 1)
            )
          )
        END`;
}

/** pid 0: a prepared transaction, which no session has any more. */
const blockersSql = `coalesce(
          (
            SELECT jsonb_agg(
              CASE WHEN b.pid IS NULL
                THEN jsonb_build_object(
                  'pid', c.pid, 'application', '', 'user', NULL, 'state', NULL, 'query', NULL, 'kind', NULL, 'began', NULL,
                  'transactionSeconds', NULL
                )
                ELSE ${sessionJson('b')}
              END || jsonb_build_object(
                'blocks', c.blocks,
                'level', c.level,
                'isWaiting', EXISTS (SELECT FROM locks l WHERE l.pid = c.pid AND NOT l.granted),
                'isOurs', coalesce(b.is_ours OR ${isOwnSessionSql('b.application_name')}, false)
              ) ORDER BY c.level, c.pid)
            FROM (
              SELECT DISTINCT ON (pid) *
              FROM chain
              WHERE waiter = w.pid
              ORDER BY pid, level
            ) c
            LEFT JOIN sessions b ON b.pid = c.pid
          ),
          '[]'
        )`;
