import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/model/report.ts';
import { addressFrom } from '../../shared/session/address.ts';
import { lockFor } from '../../shared/session/lock.ts';
import { database, type TestDatabase } from '../support/database.ts';
import { houseFor, lockstep, requestFor } from '../support/lockstep.ts';
import { transports } from '../support/transports.ts';

const shopSql = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (5)';
const locksSql = `
  SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
  WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted`;

const anyNumber = expect.any(Number);

/** Lets `meanwhile` happen while a fix is at work: it has moved the sequence, and waits for one who is still writing. */
async function whileFixing(shop: TestDatabase, start: () => Promise<Report>, meanwhile: () => Promise<void>) {
  const writer = await shop.connect();
  await writer.query('BEGIN; INSERT INTO orders VALUES (7)');
  const fixing = start();
  const moved = () => shop.query('SELECT FROM orders_id_seq WHERE last_value >= 5');
  await expect.poll(moved, { interval: 5, timeout: 10_000 }).toHaveLength(1);
  await meanwhile();
  await writer.query('COMMIT');
  return fixing;
}

describe.each(transports)('over %s', (transport) => {
  test('a fix while another one runs is told that the database is busy, and runs nothing', async () => {
    const shop = await database(shopSql);
    const fix = () => lockstep('fix', shop.url, { transport });
    const first = await whileFixing(shop, fix, async () => {
      const second = await fix();
      expect(second).toMatchObject({ verdict: 'unknown', ok: false, changes: [], guards: [{ verdict: 'unknown' }] });
      expect(second.findings).toMatchObject([
        { code: 'target/busy', message: expect.stringMatching(/^another fix runs on this database, for \d s so far;/) },
      ]);
      expect(second.sequences).toBeUndefined();
      expect(second.target).toMatchObject({ host: '127.0.0.1', attempts: 1, database: shop.name });
      expect(second.target).toMatchObject({ server: expect.stringContaining('PostgreSQL'), connectMs: anyNumber });
      expect(second.target.fingerprint).not.toBeNull();
      expect(second.roundTrips).toBeGreaterThan(0);
    });
    expect(first).toMatchObject({ verdict: 'pass', changes: [{ to: '8' }] });
    expect(await shop.query(locksSql)).toEqual([]);
    expect(await fix()).toMatchObject({ verdict: 'pass', changes: [] });
  });

  test('of many at once exactly one runs, and the next one finds the lock free', async () => {
    const shop = await database(shopSql);
    let reports: Report[] = [];
    const first = await whileFixing(
      shop,
      () => lockstep('fix', shop.url, { transport }),
      async () => {
        reports = await Promise.all([1, 2, 3].map(() => lockstep('fix', shop.url, { transport })));
      },
    );
    expect(reports.map(({ findings }) => findings[0]?.code)).toEqual(Array(3).fill('target/busy'));
    expect([first, ...reports].flatMap(({ changes }) => changes)).toHaveLength(1);
    const racing = await Promise.all([1, 2, 3].map(() => lockstep('fix', shop.url, { transport })));
    expect(racing.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(0);
    expect(await lockstep('fix', shop.url, { transport })).toMatchObject({ verdict: 'pass' });
  });
});

describe.each(transports)('a fix over %s whose lock is lost', (transport) => {
  test('stops and says so, beside what it changed, and leaves the rest to the next one', async () => {
    const shop = await database(shopSql);
    const fix = () => lockstep('fix', shop.url, { transport });
    const first = await whileFixing(shop, fix, async () => {
      await shop.query(`SELECT pg_terminate_backend(pid) FROM (${locksSql.replace('FROM', 'l.pid FROM')}) AS holder`);
      await expect.poll(() => shop.query(locksSql), { interval: 5 }).toEqual([]);
      // The lock is free before we can have heard that it is lost.
      await new Promise((done) => setTimeout(done, 200));
    });
    expect(first).toMatchObject({ ok: false, changes: [{ to: '6' }] });
    expect(first.findings).toContainEqual(
      expect.objectContaining({
        code: 'target/terminated',
        unknown: true,
        message: expect.stringContaining('holds the lock of this fix was lost'),
      }),
    );
    expect(await fix()).toMatchObject({ verdict: 'pass', changes: [{ to: '8' }] });
  });
});

test('what changes nothing is kept out by nobody, and keeps nobody out', async () => {
  const shop = await database(shopSql);
  const holder = await shop.connect();
  await holder.query(`BEGIN; SELECT pg_advisory_xact_lock(x'6c6f636b73746570'::bigint)`);
  expect((await lockstep('fix', shop.url)).findings).toMatchObject([{ code: 'target/busy' }]);
  expect((await lockstep('fix', shop.url, { fix: { dryRun: true } })).changes).toHaveLength(1);
  expect((await lockstep('check', shop.url)).verdict).toBe('block');
  expect((await lockstep('verify', shop.url, { proof: 'peek' })).sequences).toHaveLength(1);
});

test('another database of the same server is none of its business', async () => {
  const [shop, other] = [await database(shopSql), await database(shopSql)];
  const first = await whileFixing(
    shop,
    () => lockstep('fix', shop.url),
    async () => {
      expect(await lockstep('fix', other.url)).toMatchObject({ verdict: 'pass' });
    },
  );
  expect(first.verdict).toBe('pass');
});

test('a fix that hangs keeps others out no longer than a run may take: the server ends its transaction', async () => {
  const shop = await database(shopSql);
  const wish = { settings: { limits: { totalSeconds: 0.5 } } };
  const lock = lockFor(requestFor('fix', shop.url, wish), addressFrom(shop.url), {
    name: 'lockstep that hangs',
    house: houseFor(),
  });
  await lock.take();
  expect(await shop.query(locksSql)).toHaveLength(1);
  expect(lock.lost.aborted).toBe(false);
  await expect.poll(() => shop.query(locksSql), { timeout: 3000 }).toEqual([]);
  await expect.poll(() => lock.lost.reason, { timeout: 3000 }).toMatchObject({ code: 'target/terminated' });
  await lock.letGo();
});

test('a role that has one connection only is told so', async () => {
  const shop = await database(shopSql);
  const app = await shop.role((role) => `ALTER ROLE ${role} CONNECTION LIMIT 1; ALTER TABLE orders OWNER TO ${role}`);
  const report = await lockstep('fix', app.url, { settings: { limits: { connectSeconds: 1 } }, transport: 'pg' });
  expect(report).toMatchObject({
    verdict: 'unknown',
    changes: [],
    findings: [{ code: 'target/too-many-connections', remedy: { summary: expect.stringContaining('fix two') } }],
  });
});
