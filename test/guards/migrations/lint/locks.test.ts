import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lintRules } from '../../../../shared/guards/migrations/lint/index.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import type { LintRule, LockMode } from '../../../../shared/guards/migrations/linting/rule.ts';
import { database, type TestDatabase, versions } from '../../../support/database.ts';
import { plainStatements, ruleSchema } from './examples.ts';

/** Statements that no transaction may hold, so that their locks cannot be looked at from inside. */
const outside = new Set<string>([
  'create-unique-index',
  'concurrently-in-transaction',
  'index-if-not-exists-concurrently',
  'identifier-too-long',
  'vacuum-full',
  'drop-database',
]);
/** Statements that a server of this version does not know. */
const sinceVersion: Record<string, number> = { 'set-access-method': 15, 'change-generated-expression': 17 };
/** Statements that fail, as their rules say, before they have taken a lock. */
const failing = new Set<string>([
  'add-column-virtual-generated',
  'duplicate-column-assignment',
  'drop-owned',
  'drop-role',
]);

const modes: LockMode[] = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

describe.each(versions)('on PostgreSQL %i', (version) => {
  let shop: TestDatabase;
  beforeAll(async () => {
    await loadParser();
    shop = await database('', { version });
    // In the data directory, without a place of its own: made for tests like this one.
    await shop.query('SET allow_in_place_tablespaces = on');
    await shop.query("CREATE TABLESPACE fast_disk LOCATION ''");
  });
  afterAll(() => shop.query('DROP TABLESPACE IF EXISTS fast_disk'));
  const measurable = lintRules.filter(
    ({ name }) => !outside.has(name) && !failing.has(name) && version >= (sinceVersion[name] ?? 0),
  );
  it.each(measurable.map((rule) => [rule.name, rule] as const))('%s takes the lock that it claims', async (_, rule) => {
    const { lock, rewritten, scanned } = await measured(shop, rule);
    expect(lock).toBe(rule.lock);
    if (rule.hazard === 'rewrite') expect(rewritten).toBe(true);
    if (rule.hazard === 'scan') expect(scanned).toBe(true);
  });
});

interface Measured {
  lock: LockMode | null;
  rewritten: boolean;
  scanned: boolean;
}

/** Runs the unsafe example in a transaction that is rolled back, and looks what it did to the tables that were there. */
async function measured(shop: TestDatabase, rule: LintRule): Promise<Measured> {
  const seen = await shop.query<Table>(`${ruleSchema(rule)}; ${rule.example.setup}; ${tables}`);
  const before = seen.filter(({ file }) => file !== null);
  const statements = plainStatements(rule.example.unsafe).map(({ sql }) => sql);
  try {
    const after = await shop.query<Table>(['BEGIN', ...statements, tables].join(';\n'));
    const present = after.filter(({ oid }) => before.some((old) => old.oid === oid));
    return {
      lock: modes.findLast((mode) => present.some(({ held }) => held.includes(mode))) ?? null,
      rewritten: present.some(({ oid, file }) =>
        before.some((old) => old.oid === oid && file !== null && old.file !== file),
      ),
      scanned: present.some(({ scans }) => Number(scans) > 0),
    };
  } finally {
    await shop.query('ROLLBACK');
  }
}

interface Table {
  oid: string;
  file: string | null;
  held: LockMode[];
  scans: string;
}

/** Every table that is there (those have a file), and whatever is locked: a table that was dropped still is. */
const tables = `
  SELECT oid, relfilenode AS file, coalesce(pg_stat_get_xact_numscans(oid), 0) AS scans,
    coalesce(held, '{}') AS held
  FROM (SELECT oid, relfilenode FROM pg_class WHERE relkind IN ('r', 'p', 'm', 'f') AND oid >= 16384) present
  FULL JOIN (
    SELECT relation AS oid, array_agg(mode) AS held FROM pg_locks
    WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted
    GROUP BY relation
  ) locked USING (oid)`;
