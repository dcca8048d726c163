import { beforeAll, expect, it } from 'vitest';
import { budgetOf } from '../../../../shared/guards/data/budget.ts';
import { countFacts } from '../../../../shared/guards/data/counts/facts.ts';
import type { Report } from '../../../../shared/model/report.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database, type TestDatabase } from '../../../support/database.ts';
import { houseFor, lockstep, requestFor, targetAt } from '../../../support/lockstep.ts';

let shop: TestDatabase;
beforeAll(async () => {
  shop = await database(
    `
    CREATE TABLE parent (id int PRIMARY KEY); INSERT INTO parent VALUES (1);
    CREATE TABLE child () INHERITS (parent); INSERT INTO child VALUES (2), (3);
    CREATE TABLE parts (id int) PARTITION BY RANGE (id);
    CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
    CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20); INSERT INTO parts VALUES (1), (11), (12);
    CREATE TABLE "Q"".x" (id int); INSERT INTO "Q"".x" VALUES (1);
    CREATE TABLE hidden (id int); INSERT INTO hidden VALUES (1), (2); ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;
    CREATE TABLE closed (id int); INSERT INTO closed SELECT generate_series(1, 50); ANALYZE closed;
    CREATE TABLE unseen (id int); INSERT INTO unseen VALUES (1)`,
    { forFile: true },
  );
});

function rowsIn({ tables = [] }: Report): Record<string, [string | null, boolean]> {
  return Object.fromEntries(tables.map(({ name, rows, exact }) => [name, [rows, exact]]));
}

it('counts every table once: partitions with their root, heirs by themselves', async () => {
  expect(rowsIn(await lockstep('check', shop.url, { guards: ['data'], all: true }))).toEqual({
    parent: ['1', true],
    child: ['2', true],
    parts: ['3', true],
    'Q".x': ['1', true],
    hidden: ['2', true],
    closed: ['50', true],
    unseen: ['1', true],
  });
});

it("says the planner's estimate for what the role may not read, and no number of rows that are hidden from it", async () => {
  const reader = await shop.role((role) => `GRANT SELECT ON parent, hidden TO ${role}`);
  expect(rowsIn(await lockstep('check', reader.url, { guards: ['data'], all: true }))).toMatchObject({
    parent: ['1', true],
    hidden: [null, false],
    closed: ['50', false],
    unseen: [null, false],
  });
});

it("leaves out the migration tools' own tables: a deploy with a pending migration has one row less there", async () => {
  const { url } = await database(`
    CREATE TABLE _prisma_migrations (id text); CREATE TABLE users (id int);
    CREATE TABLE moved (id text, checksum text, finished_at timestamptz, migration_name text, logs text,
      rolled_back_at timestamptz, started_at timestamptz, applied_steps_count int)`);
  expect(Object.keys(rowsIn(await lockstep('check', url, { guards: ['data'], all: true })))).toEqual(['users']);
});

it('counts nothing that nobody asked for', async () => {
  expect((await lockstep('check', shop.url, { guards: ['data'] })).tables).toBeUndefined();
  expect((await lockstep('fix', shop.url, { guards: ['data'], all: true })).tables).toBeUndefined();
});

it('fails no sooner than nobody counts any more', async () => {
  const [here, staging] = await Promise.all([database(), database('CREATE TABLE locked (id int)')]);
  await here.query('REVOKE SELECT ON pg_catalog.pg_inherits FROM PUBLIC');
  const { url } = await here.role();
  const holder = await staging.connect();
  await holder.query('BEGIN; LOCK TABLE locked');
  const reference = { name: 'staging', target: targetAt(staging.url) };
  const request = requestFor('check', url, { reference, settings: { limits: { lockSeconds: 0.2 } } });
  const counting = withSession(request, houseFor(), (session) => {
    const reader = { session, budget: budgetOf(request.settings.data), mostCost: null, replica: null };
    return countFacts(session, request, reader);
  });
  await expect(counting).rejects.toThrow('permission denied for table pg_inherits');
  const left = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name ~ '^lockstep:'`;
  expect(await staging.query(left)).toEqual([]);
});
