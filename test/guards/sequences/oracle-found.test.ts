import { expect, test } from 'vitest';
import { database } from '../../support/database.ts';
import { codesOf, entryOf, lockstep } from '../../support/lockstep.ts';

/** What the oracle found once, each as the smallest case that a person can read. */

test('a numeric column that holds nothing but NaN and infinities is read like an empty one', async () => {
  const { url } = await database(`
    CREATE SEQUENCE up; CREATE TABLE tall (id numeric DEFAULT nextval('up'));
    INSERT INTO tall VALUES ('-Infinity'), ('NaN');
    CREATE SEQUENCE down INCREMENT -1; CREATE TABLE deep (id numeric DEFAULT nextval('down'));
    INSERT INTO deep VALUES ('Infinity'), ('NaN')`);
  const report = await lockstep('check', url);
  expect(report.verdict).toBe('pass');
  expect([entryOf(report, 'up').status, entryOf(report, 'down').status]).toEqual(['healthy', 'healthy']);
});

test('of several lone values fix leaves all alone, also where it restarts the sequence', async () => {
  const { url, query } = await database(`
    CREATE TABLE orders (id serial PRIMARY KEY); ALTER SEQUENCE orders_id_seq CACHE 10;
    INSERT INTO orders SELECT generate_series(1, 100);
    INSERT INTO orders VALUES (1999999999), (2147483646), (2147483647)`);
  const report = await lockstep('fix', url);
  expect(report.changes).toMatchObject([{ method: 'restart', from: '1', to: '101' }]);
  expect(await query('SELECT last_value, is_called FROM orders_id_seq')).toEqual([
    { last_value: '101', is_called: false },
  ]);
});

test('a lone value is told by the first that the sequence will hand out, not by a farther one off its stride', async () => {
  const { url } = await database(`
    CREATE SEQUENCE odd INCREMENT 2 CACHE 5; CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('odd'));
    INSERT INTO orders VALUES (1), (9000001), (12345678), (9000000000)`);
  const report = await lockstep('check', url);
  const found = report.findings.find(({ code }) => code === 'sequences/outlier');
  expect(found?.evidence).toMatchObject({ value: '9000001', calls: '4500000' });
  expect((await lockstep('fix', url)).changes).toMatchObject([{ method: 'restart', from: '1', to: '3' }]);
});

test('a lone value within the range is told though another lies beyond it', async () => {
  const { url } = await database(`
    CREATE SEQUENCE short MAXVALUE 5000000; CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('short'));
    INSERT INTO orders VALUES (4000000), (8000000)`);
  expect(codesOf(await lockstep('check', url))).toContain('outlier');
});

test('one fix is enough, however wide the stride: it does not see more rows from where it moved to', async () => {
  const { url } = await database(`
    CREATE SEQUENCE wide INCREMENT 1000; CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('wide'));
    INSERT INTO orders VALUES (1), (2001), (4001), (9001)`);
  const wish = { settings: { sequences: { reach: 1 } } };
  const { stepsBehind } = entryOf(await lockstep('check', url, wish), 'wide');
  const [change] = (await lockstep('fix', url, wish)).changes;
  expect([change?.to, stepsBehind]).toEqual(['5001', '5']);
});

test('a sequence that cycles and stands at its end goes on at its start', async () => {
  const { url } = await database(`
    CREATE SEQUENCE round MINVALUE 5 MAXVALUE 9 CYCLE; CREATE TABLE orders (id int DEFAULT nextval('round'));
    SELECT setval('round', 9)`);
  expect(entryOf(await lockstep('check', url), 'round')).toMatchObject({ status: 'not-comparable', nextValue: '5' });
});

test('a sequence that begins before its column can hold it is no healthy one', async () => {
  const { url } = await database(`
    CREATE SEQUENCE low MINVALUE -100000 START -100000;
    CREATE TABLE orders (id smallint DEFAULT nextval('low'))`);
  const report = await lockstep('check', url);
  expect(report.verdict).toBe('block');
  expect(report.findings[0]?.message).toBe(
    'low hands out -100000 next, which orders.id (smallint) cannot hold: the next insert fails',
  );
});
