import { expect, test } from 'vitest';
import { isSameDatabase } from '../../shared/session/server.ts';
import { database } from '../support/database.ts';
import { lockstep } from '../support/lockstep.ts';
import { transports } from '../support/transports.ts';
import { passOn, queriesIn, tcpServer, through } from './tcp.ts';

const shopSql = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (5)';

test.each(transports)('a target that is pinned to its database is worked on as ever, over %s', async (transport) => {
  const shop = await database(shopSql);
  const { target } = await lockstep('check', shop.url, { transport });
  expect(target.fingerprint).toMatch(/^\d{15,}:\d+$/);
  const report = await lockstep('fix', shop.url, { fingerprint: target.fingerprint as string, transport });
  expect(report.changes).toMatchObject([{ to: '6' }]);
});

test.each(['check', 'fix', 'verify'] as const)(
  'in another database %s blocks, and runs nothing but the question who it is',
  async (operation) => {
    const [shop, other] = [await database(shopSql), await database()];
    const { target } = await lockstep('check', other.url);
    const sent: Buffer[] = [];
    // A fix opens a second connection meanwhile, on which nothing is said.
    const proxy = await tcpServer((socket, count) =>
      passOn(socket, shop.url, (bytes) => count === 1 && sent.push(bytes)),
    );
    const report = await lockstep(operation, through(shop.url, proxy), { fingerprint: target.fingerprint as string });
    expect(report).toMatchObject({
      verdict: 'block',
      ok: false,
      findings: [{ code: 'target/wrong-database' }],
      changes: [],
      target: {
        host: '127.0.0.1',
        database: shop.name,
        fingerprint: expect.not.stringMatching(`${target.fingerprint}`),
      },
      roundTrips: 1,
    });
    const queries = queriesIn(sent);
    expect(queries).toHaveLength(1);
    expect(queries[0]).toContain('pg_control_system()');
    expect(await shop.query('SELECT last_value, is_called FROM orders_id_seq')).toEqual([
      { last_value: '1', is_called: false },
    ]);
  },
);

test('a pin that cannot be checked holds nothing: it blocks, and says what to grant', async () => {
  const shop = await database(`${shopSql}; REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC`);
  const app = await shop.role(
    (role) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
  );
  const pinned = await lockstep('check', app.url, { fingerprint: '7301:16384' });
  expect(pinned).toMatchObject({
    verdict: 'block',
    findings: [{ code: 'target/fingerprint-unknown' }],
  });
  expect(pinned.sequences).toBeUndefined();
  expect(pinned.findings[0]?.remedy.summary).toContain('GRANT EXECUTE ON FUNCTION pg_control_system()');
  const free = await lockstep('check', app.url);
  expect(free).toMatchObject({ target: { fingerprint: null }, sequences: [{ status: 'behind' }] });
});

test('check reads, and nothing else: no value is used up, no transaction writes', async () => {
  const shop = await database(shopSql);
  const state = () =>
    shop.query(
      `SELECT o.last_value, o.is_called, o.log_cnt, pg_snapshot_xmax(pg_current_snapshot())::text AS next FROM orders_id_seq o`,
    );
  const before = await state();
  await lockstep('check', shop.url);
  await lockstep('fix', shop.url, { fix: { dryRun: true } });
  await lockstep('verify', shop.url, { proof: 'peek' });
  expect((await state()).map(({ next: _, ...rest }) => rest)).toEqual(before.map(({ next: _, ...rest }) => rest));
  const sent: Buffer[] = [];
  const proxy = await tcpServer((socket) => passOn(socket, shop.url, (bytes) => sent.push(bytes)));
  await lockstep('check', through(shop.url, proxy));
  const [who, ...others] = queriesIn(sent);
  expect(who).toMatch(/^SET LOCAL search_path/);
  for (const query of others)
    expect(query).toMatch(/^BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY|transaction_read_only/);
});

test('a copy of the files has the same fingerprint, and is another database; no fingerprint proves nothing', () => {
  const one = { fingerprint: '7301:16384', startedAt: '1763722800.123456' };
  expect(isSameDatabase(one, { ...one })).toBe(true);
  expect(isSameDatabase(one, { ...one, fingerprint: '7301:16385' })).toBe(false);
  expect(isSameDatabase(one, { ...one, startedAt: '1763722800.123457' })).toBe(false);
  expect(isSameDatabase({ ...one, fingerprint: null }, { ...one, fingerprint: null })).toBe(false);
});
