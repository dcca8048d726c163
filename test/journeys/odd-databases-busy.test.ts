import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { run } from '../../shared/run.ts';
import { database } from '../support/database.ts';
import { codesOf, entryOf, houseFor, lockstep, requestFor } from '../support/lockstep.ts';

const shopSql = (count: number) => `
  CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (5);
  DO $$ BEGIN FOR i IN 1 .. ${count} LOOP
    EXECUTE format('CREATE TABLE moving_%s (id serial PRIMARY KEY)', i);
    EXECUTE format('INSERT INTO moving_%s SELECT generate_series(1, 9)', i);
  END LOOP; END $$`;

test.each([
  ['check', 1, 3_000],
  ['check', 50, 9_000],
  ['fix', 10, 9_000],
] as const)(
  '%s beside a migration that holds %i tables tells the rest, in bounded time',
  async (operation, count, limit) => {
    const shop = await database(shopSql(count));
    const migration = await shop.connect();
    const tables = Array.from({ length: count }, (_, i) => `moving_${i + 1}`).join(', ');
    await migration.query(`BEGIN; LOCK TABLE ${tables} IN ACCESS EXCLUSIVE MODE`);
    const began = Date.now();
    const report = await lockstep(operation, shop.url, { settings: { limits: { lockSeconds: 0.2 } } });
    expect(Date.now() - began).toBeLessThan(limit);
    await migration.query('ROLLBACK');
    const moving = report.sequences?.filter(({ name }) => name.startsWith('moving'));
    expect(moving?.map(({ status }) => status)).toEqual(Array.from({ length: count }, () => 'unknown'));
    // The table is locked, its sequence is not: what could be read is told.
    expect(moving?.map(({ nextValue }) => nextValue)).toEqual(Array.from({ length: count }, () => '1'));
    expect(entryOf(report, 'orders_id_seq').status).toBe(operation === 'fix' ? 'healthy' : 'behind');
    expect(report.verdict).toBe(operation === 'fix' ? 'unknown' : 'block');
    expect(await shop.query('SELECT is_called FROM moving_1_id_seq')).toEqual([{ is_called: false }]);
  },
);

test('an ALTER TABLE that waits for a long reader holds nobody up either', async () => {
  const shop = await database(shopSql(1));
  const [reader, migration] = [await shop.connect(), await shop.connect()];
  await reader.query('BEGIN; SELECT FROM moving_1');
  const altering = migration.query('ALTER TABLE moving_1 ADD COLUMN note text');
  // Of this database: the other tests' wait in the same view.
  const waiting = `
    SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE d.datname = current_database() AND NOT l.granted`;
  await expect.poll(() => shop.query(waiting)).toHaveLength(1);
  const report = await lockstep('check', shop.url, { settings: { limits: { lockSeconds: 0.2 } } });
  expect(entryOf(report, 'moving_1_id_seq').status).toBe('unknown');
  expect(entryOf(report, 'orders_id_seq').status).toBe('behind');
  await reader.query('ROLLBACK');
  await altering;
});

test('an ALTER SEQUENCE that is not committed is not waited for', async () => {
  const shop = await database(shopSql(1));
  const migration = await shop.connect();
  await migration.query('BEGIN; ALTER SEQUENCE orders_id_seq RESTART WITH 100');
  const began = Date.now();
  expect(entryOf(await lockstep('check', shop.url), 'orders_id_seq')).toMatchObject({
    status: 'behind',
    nextValue: '1',
  });
  expect(Date.now() - began).toBeLessThan(2000);
  await migration.query('ROLLBACK');
});

test('a table that is dropped while a check runs takes only its own answer with it', async () => {
  const shop = await database(shopSql(3));
  const house = houseFor();
  const progress = {
    advance: () => {},
    step(text: string) {
      if (/^reading \d+ sequences/.test(text)) atOnce(shop.url, 'DROP TABLE moving_2');
    },
  };
  const report = await run(requestFor('check', shop.url), { ...house, progress });
  expect(report.sequences?.map(({ name, status }) => [name, status])).toEqual([
    ['moving_1_id_seq', 'behind'],
    ['moving_2_id_seq', 'unknown'],
    ['moving_3_id_seq', 'behind'],
    ['orders_id_seq', 'behind'],
  ]);
  expect(codesOf(report)).toContain('unreadable');
});

/** Runs SQL while our own event loop stands still. */
function atOnce(url: string, sql: string): void {
  const program = `
    const { Client } = require('pg');
    const client = new Client({ connectionString: ${JSON.stringify(url)} });
    client.connect().then(() => client.query(${JSON.stringify(sql)})).then(() => client.end());`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
