import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { firstWords } from '../../../../shared/guards/schema/changing.ts';
import { database, type TestDatabase } from '../../../support/database.ts';
import { findingOf, lockstep, targetAt } from '../../../support/lockstep.ts';

const sql = `CREATE TABLE orders (id bigint PRIMARY KEY, total integer DEFAULT 1);
  CREATE VIEW sums AS SELECT sum(total) FROM orders`;
let [production, staging] = [] as unknown as [TestDatabase, TestDatabase];

beforeAll(async () => {
  [production, staging] = await Promise.all([database(sql), database(`${sql}; CREATE TABLE besides (id integer)`)]);
});

function check(url: string, other: string) {
  const reference = { name: 'staging', target: targetAt(other) };
  return lockstep('check', url, { guards: ['schema'], reference, settings: { limits: { lockSeconds: 0.05 } } });
}

it('is no drift while an ALTER TABLE runs: it says who changes what since when', async () => {
  const migration = await production.connect();
  await migration.query("BEGIN; ALTER TABLE orders ADD COLUMN note text DEFAULT 'secret'");
  const report = await check(production.url, staging.url);
  await migration.query('ROLLBACK');
  expect(report.verdict).toBe('unknown');
  expect(report.differences).toBeUndefined();
  expect(findingOf(report, 'schema/change-in-progress')).toMatchObject({
    unknown: true,
    evidence: {
      since: expect.stringMatching(/^2\d{3}-.*Z$/),
      waitsFor: [],
      statement: expect.not.stringContaining('secret'),
    },
    message: expect.stringMatching(/keeps a table locked since/),
  });
});

it('names the long reader behind whom an ALTER TABLE waits', async () => {
  const [reader, migration] = [await production.connect(), await production.connect()];
  const [{ pid } = {}] = (await reader.query('SELECT pg_backend_pid() AS pid')).rows;
  await reader.query('BEGIN; SELECT count(*) FROM orders');
  const waiting = migration.query('ALTER TABLE orders ADD COLUMN note text').catch(() => {});
  const report = await check(production.url, staging.url);
  await reader.query('ROLLBACK');
  await waiting;
  expect(findingOf(report, 'schema/change-in-progress')).toMatchObject({
    evidence: { statement: 'ALTER TABLE orders ADD COLUMN note', waitsFor: [`${pid}`] },
    remedy: { sql: [expect.stringContaining(`pid = ${pid}`)] },
  });
});

it('cannot be compared with a target whose schema is changed at this moment', async () => {
  const migration = await staging.connect();
  await migration.query('BEGIN; ALTER TABLE orders ADD COLUMN note text');
  const report = await check(production.url, staging.url);
  await migration.query('ROLLBACK');
  expect(report.findings).toMatchObject([
    { code: 'schema/not-compared', message: expect.stringContaining('somebody changes its schema at this moment') },
  ]);
});

describe('the first words of a statement', () => {
  it.each([
    ["ALTER ROLE app PASSWORD 'verysecret'", 'ALTER ROLE app'],
    ['ALTER ROLE app PASSWORD verysecret', 'ALTER ROLE app'],
    ['/* verysecret */ ALTER TABLE "My Orders" ADD x int', 'ALTER TABLE "My Orders" ADD x'],
    ["CREATE TABLE t AS SELECT 'verysecret'", 'CREATE TABLE t'],
    ["CREATE SUBSCRIPTION s CONNECTION 'password=verysecret'", 'CREATE SUBSCRIPTION s CONNECTION'],
    ['SELECT verysecret(1)', 'SELECT'],
    ['<insufficient privilege>', ''],
    ['', ''],
  ])('%j: %j', (query, words) => expect(firstWords(query)).toBe(words));

  it('never holds a value, wherever it stands', () => {
    const around = fc.constantFrom(
      'ALTER ROLE a PASSWORD',
      'CREATE TABLE t AS SELECT',
      'ALTER TABLE t SET DEFAULT',
      'DO',
      '--\n',
      '(',
    );
    fc.assert(
      fc.property(fc.array(around), fc.stringMatching(/^[a-z ]{3,20}$/), fc.array(around), (before, value, after) => {
        const words = firstWords([...before, `'verysecret ${value}'`, ...after].join(' '));
        expect(words).not.toContain('verysecret');
        expect(words.split(' ').length).toBeLessThanOrEqual(6);
      }),
    );
  });
});
