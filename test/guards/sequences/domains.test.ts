import { expect, test } from 'vitest';
import { checked, entryOf } from '../../support/lockstep.ts';

const rows = 'INSERT INTO t VALUES (1), (2), (3)';

test.each([
  ['bigint', `CREATE DOMAIN did AS bigint DEFAULT nextval('ds'); CREATE TABLE t (id did PRIMARY KEY)`],
  ['integer', `CREATE DOMAIN did AS int DEFAULT nextval('ds'); CREATE TABLE t (id did PRIMARY KEY)`],
  [
    'another domain',
    `CREATE DOMAIN base AS bigint DEFAULT nextval('ds'); CREATE DOMAIN did AS base NOT NULL; CREATE TABLE t (id did PRIMARY KEY)`,
  ],
  ['bigint, by a name', `CREATE DOMAIN did AS bigint DEFAULT nextval('ds'::text); CREATE TABLE t (id did PRIMARY KEY)`],
])('the default of a domain over %s feeds its columns', async (_, sql) => {
  const report = await checked(`CREATE SEQUENCE ds; ${sql}; ${rows}`);
  expect(entryOf(report, 'ds')).toMatchObject({ status: 'behind', feeds: [{ table: 't', farthest: '3' }] });
  expect(report.verdict).toBe('block');
});

test.each([
  ['a default of its own', 'CREATE TABLE t (id did PRIMARY KEY DEFAULT 9)'],
  [
    'its domain over that domain without one',
    'CREATE DOMAIN own AS did DEFAULT 0; CREATE TABLE t (id own PRIMARY KEY)',
  ],
])('a column with %s is not fed by the domain', async (_, sql) => {
  const report = await checked(
    `CREATE SEQUENCE ds; CREATE DOMAIN did AS bigint DEFAULT nextval('ds'); ${sql}; ${rows}`,
  );
  expect(entryOf(report, 'ds').feeds).toEqual([]);
});

test('a domain whose default is more than nextval cannot be compared', async () => {
  const report = await checked(`
    CREATE SEQUENCE ds; CREATE DOMAIN did AS bigint DEFAULT nextval('ds') + 1000; CREATE TABLE t (id did PRIMARY KEY); ${rows}`);
  expect(entryOf(report, 'ds').status).toBe('not-comparable');
});
