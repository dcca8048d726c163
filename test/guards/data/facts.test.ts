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
it('tells what it can where the server refuses one part of it, and that this part is unknown', async () => {
  const role = await shop.role((name) => `GRANT SELECT ON users TO ${name}`);
  await shop.query('REVOKE SELECT ON pg_catalog.pg_publication FROM PUBLIC; INSERT INTO users VALUES (1, 1)');
  const settings = { expect: { unique: { 'public.users': [['born_on']] } }, data: { ignore: [ignored] } };
  const report = await lockstep('check', role.url, { guards: ['data'], settings, all: true });
  expect(report.verdict).toBe('unknown');
  const unknown = report.findings.filter(({ unknown }) => unknown);
  expect(unknown.map(({ code, subject, message }) => [code, subject.kind, message])).toEqual([
    [
      'data/not-examined',
      'target',
      'nobody knows whether indexes, triggers and constraints do what they promise: permission denied for table pg_publication',
    ],
  ]);
  expect(report.tables).toContainEqual({ schema: 'public', name: 'users', rows: '1', exact: true });
});

it('takes no name under data.ignore for one that is not there where it could not read the names', async () => {
  const role = await shop.role();
  await shop.query('REVOKE SELECT ON pg_catalog.pg_constraint FROM PUBLIC');
  const settings = { data: { ignore: [ignored] } };
  const report = await lockstep('check', role.url, { guards: ['data'], settings });
  expect(report.findings.map(({ code }) => code)).not.toContain('data/unused-ignore');
  expect(report.findings.map(({ message }) => message)).toContain(
    'nobody knows whether rows keep their references and keys: permission denied for table pg_constraint',
  );
});

const ignored = { object: 'public.logs', reason: 'it comes and goes' };
