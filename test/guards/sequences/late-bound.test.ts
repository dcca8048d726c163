import { expect, test } from 'vitest';
import { database } from '../../support/database.ts';
import { checked, entryOf, findingOf, lockstep } from '../../support/lockstep.ts';

test.each([
  'orders_id_seq',
  'ORDERS_ID_SEQ',
  '"orders_id_seq"',
  'public.orders_id_seq',
  'public."orders_id_seq"',
  '"public"."orders_id_seq"',
])('a default that names its sequence in the text %s is found', async (written) => {
  const report = await checked(`
    CREATE SEQUENCE orders_id_seq;
    CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('${written}'::text));
    INSERT INTO orders VALUES (7)`);
  expect(entryOf(report, 'orders_id_seq')).toMatchObject({ status: 'behind', feeds: [{ farthest: '7' }] });
});

test('a schema that needs quotes, and a name with an apostrophe, are found', async () => {
  const report = await checked(`
    CREATE SCHEMA "My Shop";
    CREATE SEQUENCE "My Shop"."it's";
    CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('"My Shop"."it''s"'::text));
    INSERT INTO orders VALUES (7)`);
  expect(entryOf(report, "it's")).toMatchObject({ status: 'behind', feeds: [{ farthest: '7' }] });
});

test('quotes that belong to a name stay', async () => {
  const report = await checked(`
    CREATE SEQUENCE ab;
    CREATE SEQUENCE "a""b";
    CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('"a""b"'::text));
    INSERT INTO orders VALUES (7)`);
  expect(entryOf(report, 'a"b').feeds).toHaveLength(1);
  expect(entryOf(report, 'ab').feeds).toEqual([]);
});

test('a name that two schemas have does not pass, until the configuration says which', async () => {
  const sql = `
    CREATE SCHEMA other; CREATE SEQUENCE other.ls; CREATE SEQUENCE ls;
    CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('ls'::text));
    INSERT INTO orders VALUES (7)`;
  expect((await checked(sql)).verdict).toBe('unknown');
  const told = await checked(sql, { sequences: { feeds: { 'public.ls': ['public.orders.id'] } } });
  expect(told.verdict).toBe('block');
  expect(told.findings.map(({ code }) => code)).not.toContain('sequences/not-comparable');
});

test('a default of a table that is being altered is unknown, and not waited for', async () => {
  const shop = await database(`
    CREATE SEQUENCE ls;
    CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('ls'::text));
    INSERT INTO orders VALUES (7)`);
  const migration = await shop.connect();
  await migration.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
  const report = await lockstep('check', shop.url);
  expect(report.verdict).toBe('unknown');
  expect(findingOf(report, 'sequences/not-comparable').message).toContain('orders.id');
  expect(findingOf(report, 'sequences/not-comparable').message).toContain('being altered');
});
