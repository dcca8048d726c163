import { expect, it } from 'vitest';
import { checked, entryOf, findingOf } from '../../../support/lockstep.ts';

it.each([
  ['an expression', `CREATE TABLE t (no text DEFAULT 'INV-' || nextval('s')); INSERT INTO t VALUES ('INV-7')`],
  ['a text column', `CREATE TABLE t (no text DEFAULT nextval('s'))`],
  ['a sum', `CREATE TABLE t (no bigint DEFAULT nextval('s') + 1000)`],
  ['a function', `CREATE FUNCTION f() RETURNS bigint BEGIN ATOMIC SELECT nextval('s'); END`],
  ['a view', `CREATE VIEW v AS SELECT nextval('s') AS n`],
  [
    "a view's default",
    `CREATE TABLE t (id bigint); CREATE VIEW v AS SELECT id FROM t; ALTER VIEW v ALTER COLUMN id SET DEFAULT nextval('s')`,
  ],
])('tells that the values of %s cannot be compared', async (_, sql) => {
  const report = await checked(`CREATE SEQUENCE s; ${sql}`);
  expect(findingOf(report, 'sequences/not-comparable').severity).toBe('info');
  expect(entryOf(report, 's').status).toBe('not-comparable');
  expect(report.verdict).toBe('pass');
});

it('names a default whose sequence is only found at each insert, and does not pass', async () => {
  const report = await checked(`
    CREATE SEQUENCE s;
    CREATE FUNCTION which() RETURNS regclass LANGUAGE sql AS 'SELECT ''s''::regclass';
    CREATE TABLE t (id bigint DEFAULT nextval(which()))`);
  expect(findingOf(report, 'sequences/not-comparable')).toMatchObject({
    subject: { kind: 'column', table: 't', column: 'id' },
    severity: 'warn',
    unknown: true,
  });
  expect(report.verdict).toBe('unknown');
});
