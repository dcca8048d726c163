import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { expect, test } from 'vitest';
import type { Report } from '../../../shared/model/report.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { codesOf, entryOf, lockstep } from '../../support/lockstep.ts';

const ordersSql = `
  CREATE TABLE orders (id bigserial PRIMARY KEY, note text);
  INSERT INTO orders VALUES (10)`;

/** The server's view of what a session is doing. */
async function pidOf(client: Client): Promise<number> {
  return (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;
}

/** Begins to fix, and comes back once the sequence is moved and fix waits for somebody (or is through). */
async function fixing(shop: TestDatabase, margin = 0n): Promise<{ report: Promise<Report> }> {
  const report = lockstep('fix', shop.url, { fix: { margin } });
  await expect.poll(() => nextId(shop), { interval: 5 }).toBeGreaterThan(10);
  return { report };
}

async function nextId(shop: TestDatabase): Promise<number> {
  const rows = await shop.query<{ next: number }>(
    'SELECT (last_value + is_called::int)::int AS next FROM orders_id_seq',
  );
  return rows[0]?.next ?? 0;
}

test('fix waits for a writer that holds an id of its own, and moves the sequence past that one too', async () => {
  const shop = await database(ordersSql);
  const writer = await shop.connect();
  await writer.query('BEGIN; INSERT INTO orders VALUES (25)');
  const { report } = await fixing(shop);
  expect(await nextId(shop)).toBe(11);
  await writer.query('COMMIT');
  const { verdict, changes } = await report;
  expect(verdict).toBe('pass');
  expect(await nextId(shop)).toBe(26);
  expect(changes).toMatchObject([
    { from: '1', to: '26', applied: true, sql: [expect.any(String), expect.any(String)] },
  ]);
});

test('a writer that takes its ids back leaves the sequence where the rows end', async () => {
  const shop = await database(ordersSql);
  const writer = await shop.connect();
  await writer.query('BEGIN; INSERT INTO orders VALUES (25)');
  const { report } = await fixing(shop);
  await writer.query('ROLLBACK');
  expect((await report).verdict).toBe('pass');
  expect(await nextId(shop)).toBe(11);
});

test('room beyond the rows is made once, and rows that come meanwhile may use it up', async () => {
  const shop = await database(ordersSql);
  const writer = await shop.connect();
  await writer.query('BEGIN; INSERT INTO orders VALUES (25)');
  const { report } = await fixing(shop, 100n);
  await writer.query('COMMIT');
  expect((await report).verdict).toBe('pass');
  expect(await nextId(shop)).toBe(111);
});

test('while fix waits, everybody else goes on inserting', async () => {
  const shop = await database(ordersSql);
  const writer = await shop.connect();
  await writer.query('BEGIN; INSERT INTO orders VALUES (25)');
  const { report } = await fixing(shop);
  await shop.query("SET statement_timeout = '1s'");
  const ids = await shop.query('INSERT INTO orders (note) SELECT generate_series(1, 5) RETURNING id');
  expect(ids.map(({ id }) => id)).toEqual(['11', '12', '13', '14', '15']);
  await shop.query('ALTER TABLE orders ALTER COLUMN note SET STATISTICS 50');
  await writer.query('COMMIT');
  expect((await report).verdict).toBe('pass');
  expect(await nextId(shop)).toBe(26);
});

test('a writer that came after the repair is not waited for', async () => {
  const shop = await database(ordersSql);
  const writer = await shop.connect();
  await writer.query('BEGIN; INSERT INTO orders VALUES (25)');
  const { report } = await fixing(shop);
  // Fix looks again and again; a while later it knows for whom it waits.
  await pause(200);
  const latecomer = await shop.connect();
  await latecomer.query('BEGIN; INSERT INTO orders (note) VALUES (1)');
  await writer.query('ROLLBACK');
  expect((await report).verdict).toBe('pass');
  await latecomer.query('ROLLBACK');
});

test('a writer that outlasts the limit is reported with its pid, and nobody is told that all is well', async () => {
  const shop = await database(ordersSql);
  const writer = await shop.connect();
  await writer.query("SET application_name = 'night import'; BEGIN; INSERT INTO orders VALUES (25)");
  const report = await lockstep('fix', shop.url, { settings: { limits: { settleSeconds: 0.2 } } });
  expect(report.verdict).toBe('unknown');
  expect(codesOf(report)).toEqual(['not-settled']);
  const [finding] = report.findings;
  const pid = await pidOf(writer);
  expect(finding).toMatchObject({ unknown: true, subject: { name: 'night import' }, evidence: { pid } });
  expect(finding?.message).toContain(`night import (pid ${pid})`);
  expect(finding?.evidence.since).toMatch(/^\d{4}-\d\d-\d\d /);
  expect(await nextId(shop)).toBe(11);
  await writer.query('COMMIT');
  expect(codesOf(await lockstep('check', shop.url))).toEqual(['behind']);
});

test('readers, idle transactions and writers to other tables are not waited for', async () => {
  const shop = await database(`${ordersSql}; CREATE TABLE others (id int)`);
  const bystanders = [
    'BEGIN; SELECT * FROM orders',
    'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM orders FOR SHARE',
    'BEGIN; SELECT 1',
    'BEGIN; INSERT INTO others VALUES (1)',
    'BEGIN; LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE',
  ];
  for (const sql of bystanders) await (await shop.connect()).query(sql);
  const report = await lockstep('fix', shop.url, { settings: { limits: { settleSeconds: 10 } } });
  expect(report.verdict).toBe('pass');
  expect(report.durationMs).toBeLessThan(5000);
  expect(entryOf(report, 'orders_id_seq')).toMatchObject({ status: 'healthy', nextValue: '11' });
});

test('a writer to one partition is waited for as well', async () => {
  const shop = await database(`
    CREATE TABLE orders (id bigserial, day int, PRIMARY KEY (id, day)) PARTITION BY LIST (day);
    CREATE TABLE orders_1 PARTITION OF orders FOR VALUES IN (1);
    CREATE TABLE orders_2 PARTITION OF orders FOR VALUES IN (2);
    INSERT INTO orders VALUES (10, 1)`);
  const writer = await shop.connect();
  await writer.query('BEGIN; INSERT INTO orders_2 VALUES (25, 2)');
  const { report } = await fixing(shop);
  await writer.query('COMMIT');
  expect((await report).verdict).toBe('pass');
  expect(await nextId(shop)).toBe(26);
});

test('a transaction that is only prepared is a writer too', async ({ skip }) => {
  const shop = await database(ordersSql);
  const [setting] = await shop.query<{ max_prepared_transactions: string }>('SHOW max_prepared_transactions');
  if (setting?.max_prepared_transactions === '0') skip('this server allows no prepared transactions');
  const writer = await shop.connect();
  await writer.query(`BEGIN; INSERT INTO orders VALUES (25); PREPARE TRANSACTION '${shop.name}'`);
  const report = await lockstep('fix', shop.url, { settings: { limits: { settleSeconds: 0.2 } } });
  await writer.query(`ROLLBACK PREPARED '${shop.name}'`);
  expect(report.findings).toMatchObject([{ code: 'sequences/not-settled', evidence: { pid: null } }]);
});
