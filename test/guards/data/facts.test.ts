import { beforeAll, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../support/database.ts';
import { lockstep } from '../../support/lockstep.ts';

let shop: TestDatabase;

beforeAll(async () => {
  shop = await database(
    `
    CREATE TABLE logs (at int) PARTITION BY RANGE (at);
    CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (0) TO (9); INSERT INTO logs VALUES (1); ANALYZE logs;
    CREATE TABLE users (id int PRIMARY KEY, born_on text)`,
    { forFile: true },
  );
});

it('looks at all the rest while somebody alters one partition', async () => {
  const holder = await shop.connect();
  await holder.query('BEGIN; LOCK TABLE ONLY logs_1 IN ACCESS EXCLUSIVE MODE');
  const kept = { at: '2026-11-20T09:00:00.000Z', snapshot: null, applied: null, tables: [] };
  const settings = { limits: { lockSeconds: 0.05 } };
  const report = await lockstep('check', shop.url, { guards: ['data'], kept, settings });
  await holder.query('ROLLBACK');
  expect(report.findings.map(({ code }) => code)).toEqual(['data/no-primary-key']);
  expect(report.tables?.map(({ name, rows, exact }) => [name, rows, exact])).toEqual([
    ['logs', '1', false],
    ['users', '0', true],
  ]);
});
