import { expect, test } from 'vitest';
import { checked, entryOf } from '../../support/lockstep.ts';

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
