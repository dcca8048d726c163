import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/model/report.ts';
import { database } from '../support/database.ts';
import { codesOf, entryOf, lockstep } from '../support/lockstep.ts';

/** A sequence far behind its rows: whoever calls this healthy has not looked. */
const behindShop = `
  CREATE TABLE orders (id serial PRIMARY KEY, customer text);
  INSERT INTO orders (id) SELECT generate_series(1, 100);
  CREATE TABLE visits (id serial PRIMARY KEY);
  INSERT INTO visits DEFAULT VALUES`;

test('a database with no table at all passes', async () => {
  const { url } = await database();
  expect(await lockstep('check', url)).toMatchObject({ verdict: 'pass', sequences: [], findings: [] });
});

describe('what a role may not see is unknown, never healthy', () => {
  test.each([
    ['nothing at all', () => ''],
    ['the sequences only', (role: string) => `GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}`],
    [
      'the tables only',
      (role: string) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role};
      REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${role}`,
    ],
    [
      'the sequences and another column',
      (role: string) => `GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
      GRANT SELECT (customer) ON orders TO ${role}`,
    ],
    [
      'all but the schema',
      (role: string) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role};
      GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}; REVOKE USAGE ON SCHEMA public FROM PUBLIC`,
    ],
  ])('a role that may read %s', async (_, grants) => {
    const shop = await database(behindShop);
    const reader = await shop.role(grants);
    const report = await lockstep('check', reader.url);
    expect(statuses(report)).toEqual({ orders_id_seq: 'unknown', visits_id_seq: 'unknown' });
    expect(report).toMatchObject({ verdict: 'unknown', ok: false });
    expect(new Set(codesOf(report))).toEqual(new Set(['unreadable']));
  });

  test.each(['fix', 'verify'] as const)('nor does %s pass for a role without any privilege', async (operation) => {
    const shop = await database(behindShop);
    const stranger = await shop.role();
    const report = await lockstep(operation, stranger.url);
    expect(report).toMatchObject({ verdict: 'unknown', changes: [] });
    expect(await shop.query('SELECT last_value, is_called FROM orders_id_seq')).toEqual([
      { last_value: '1', is_called: false },
    ]);
  });
});

test('the sequence and the one column that it feeds are all that a role needs', async () => {
  const shop = await database(behindShop);
  const reader = await shop.role(
    (role) => `GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
      GRANT SELECT (id) ON orders, visits TO ${role}`,
  );
  const report = await lockstep('check', reader.url);
  expect(statuses(report)).toEqual({ orders_id_seq: 'behind', visits_id_seq: 'healthy' });
});

test('USAGE without SELECT tells what was used; what never was stays unknown', async () => {
  const shop = await database(behindShop);
  const user = await shop.role(
    (role) => `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}; GRANT SELECT ON orders, visits TO ${role}`,
  );
  expect(statuses(await lockstep('check', user.url))).toEqual({ orders_id_seq: 'unknown', visits_id_seq: 'healthy' });
  await shop.query(`SELECT nextval('orders_id_seq')`);
  expect(entryOf(await lockstep('check', user.url), 'orders_id_seq')).toMatchObject({
    status: 'behind',
    stepsBehind: '99',
  });
});

test('rows that row security hides are not taken for absent, and its owner sees them under FORCE neither', async () => {
  const shop = await database(`${behindShop};
    ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER TABLE orders FORCE ROW LEVEL SECURITY;
    CREATE POLICY few ON orders USING (id < 1)`);
  const reader = await shop.role(
    (role) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
  );
  const owner = await shop.role((role) => `ALTER TABLE orders OWNER TO ${role}; ALTER TABLE visits OWNER TO ${role}`);
  for (const { url } of [reader, owner]) {
    const report = await lockstep('check', url);
    expect(statuses(report)).toEqual({ orders_id_seq: 'unknown', visits_id_seq: 'healthy' });
    expect(report).toMatchObject({ verdict: 'unknown' });
    expect(codesOf(report)).toEqual(['rows-hidden']);
  }
  expect((await lockstep('fix', owner.url)).changes).toEqual([]);
  await shop.query(`ALTER TABLE orders OWNER TO CURRENT_USER; ALTER TABLE visits OWNER TO CURRENT_USER`);
});

test("another session's temporary tables are none of our business", async () => {
  const shop = await database('CREATE TABLE kept (id serial PRIMARY KEY)');
  await shop.query('CREATE TEMP TABLE scratch (id serial PRIMARY KEY); INSERT INTO scratch VALUES (50)');
  const report = await lockstep('check', shop.url);
  expect(report).toMatchObject({ verdict: 'pass', sequences: [{ name: 'kept_id_seq' }] });
});

test('a view draws no conclusions: its column is not comparable, its table is', async () => {
  const shop = await database(`CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (9);
    CREATE VIEW recent AS SELECT * FROM orders;
    CREATE SEQUENCE extra; ALTER VIEW recent ALTER COLUMN id SET DEFAULT nextval('extra')`);
  const report = await lockstep('check', shop.url);
  expect(statuses(report)).toEqual({ extra: 'not-comparable', orders_id_seq: 'behind' });
});

test('a partition on another server makes its table not examined, and nothing is asked of that server', async () => {
  const shop = await database(`CREATE EXTENSION postgres_fdw;
    CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '192.0.2.1');
    CREATE TABLE events (id bigserial, day int) PARTITION BY LIST (day);
    CREATE TABLE here PARTITION OF events FOR VALUES IN (1);
    CREATE FOREIGN TABLE there PARTITION OF events FOR VALUES IN (2) SERVER elsewhere;
    INSERT INTO events VALUES (1, 1)`);
  const report = await lockstep('check', shop.url);
  expect(report).toMatchObject({ verdict: 'unknown' });
  expect(codesOf(report)).toEqual(['not-examined']);
});

test('a large column without an index is not scanned beyond the budget, and the rest is told', async () => {
  const shop = await database(`${behindShop};
    CREATE TABLE logs (id bigserial, line text); INSERT INTO logs (line) SELECT repeat('x', 500) FROM generate_series(1, 5000)`);
  const report = await lockstep('check', shop.url, { settings: { sequences: { scanMegabytes: 1 } } });
  expect(statuses(report)).toEqual({ logs_id_seq: 'unknown', orders_id_seq: 'behind', visits_id_seq: 'healthy' });
  expect(report.findings.find(({ code }) => code === 'sequences/not-examined')?.message).toContain('3 MB');
});

test('a database of an extension that keeps its sequences to itself still gets a verdict', async () => {
  const shop = await database(`CREATE SCHEMA jobs; CREATE TABLE jobs.queue (id bigserial PRIMARY KEY);
    CREATE EXTENSION hstore; ALTER EXTENSION hstore ADD TABLE jobs.queue; ALTER EXTENSION hstore ADD SEQUENCE jobs.queue_id_seq;
    CREATE TABLE orders (id serial PRIMARY KEY)`);
  const reader = await shop.role(
    (role) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
  );
  const report = await lockstep('check', reader.url);
  expect(statuses(report)).toEqual({ orders_id_seq: 'healthy', queue_id_seq: 'unknown' });
  expect(report.ok).toBe(true);
});

function statuses(report: Report): Record<string, string> {
  return Object.fromEntries((report.sequences ?? []).map(({ name, status }) => [name, status]));
}
