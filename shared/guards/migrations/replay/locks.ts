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

/** The tables of the database now: their names by their object ids. Those that a migration makes itself keep nobody waiting. */
export async function tablesNow(driver: Driver): Promise<Map<string, string>> {
  const [rows = []] = await driver.query(`
SELECT c.oid::text AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'f') AND c.oid >= 16384`);
  return new Map(rows.map(({ oid, relation }) => [String(oid), String(relation)]));
}

/**
 * The strongest lock on each table of `before` that our own transaction holds. Seen from inside: at its end they are gone.
 * A table that it dropped or renamed has the name that others know.
 */
export async function locksHeld(driver: Driver, before: Map<string, string>): Promise<HeldLock[]> {
  const [rows = []] = await driver.query(`
SELECT relation::text AS oid, mode
FROM pg_catalog.pg_locks
WHERE pid = pg_catalog.pg_backend_pid() AND locktype = 'relation' AND granted`);
  const strongest = new Map<string, string>();
  for (const { oid, mode } of rows) {
    const relation = before.get(String(oid));
    if (relation === undefined) continue;
    const known = strongest.get(relation);
    if (known === undefined || strength.indexOf(String(mode)) > strength.indexOf(known)) {
      strongest.set(relation, String(mode));
    }
  }
  return [...strongest].map(([relation, mode]) => ({ relation, mode })).sort(byName);
}

function byName({ relation: one }: HeldLock, { relation: other }: HeldLock): number {
  return one < other ? -1 : 1;
}
