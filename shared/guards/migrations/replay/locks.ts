import type { Driver } from '../../../session/drivers/driver.ts';

/** A lock that a migration took on a table that was there before. */
export interface HeldLock {
  /** `schema.name`, quoted where it has to be */
  relation: string;
  /** as pg_locks names it */
  mode: string;
}

/** By how much they keep others out. https://www.postgresql.org/docs/current/explicit-locking.html */
const strength = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

/** The tables of the database now, by their object ids. Those that a migration makes itself keep nobody waiting. */
export async function tablesNow(driver: Driver): Promise<Set<string>> {
  const [rows = []] = await driver.query(
    "SELECT oid::text FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'm', 'f') AND oid >= 16384",
  );
  return new Set(rows.map(({ oid }) => String(oid)));
}

/** The strongest lock on each table of `before` that our own transaction holds. Seen from inside: at its end they are gone. */
export async function locksHeld(driver: Driver, before: Set<string>): Promise<HeldLock[]> {
  const [rows = []] = await driver.query(`
SELECT l.relation::text AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation, l.mode
FROM pg_catalog.pg_locks l
JOIN pg_catalog.pg_class c ON c.oid = l.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND c.relkind IN ('r', 'p', 'm', 'f')
ORDER BY 2, 3`);
  const strongest = new Map<string, string>();
  for (const { oid, relation, mode } of rows) {
    if (!before.has(String(oid))) continue;
    const known = strongest.get(String(relation));
    if (known === undefined || strength.indexOf(String(mode)) > strength.indexOf(known)) {
      strongest.set(String(relation), String(mode));
    }
  }
  return [...strongest].map(([relation, mode]) => ({ relation, mode }));
}
