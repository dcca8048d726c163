import { expect, test } from 'vitest';
import { database, type TestDatabase } from '../../support/database.ts';
import { codesOf, entryOf, lockstep } from '../../support/lockstep.ts';

/** Tables of the superuser, to be repaired by somebody who does not own them. */
const shopSql = (rows: string, cache = 1) => `
  CREATE SEQUENCE numbers CACHE ${cache};
  CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('numbers'));
  ALTER SEQUENCE numbers OWNED BY orders.id;
  INSERT INTO orders ${rows}`;
const near = 'VALUES (5)';
const far = 'SELECT generate_series(1, 3000001, 500000)';

async function nextDrawn(shop: TestDatabase): Promise<string> {
  const [row] = await shop.query<{ value: string }>("SELECT nextval('numbers') AS value");
  return row?.value ?? '';
}

test('a role that may only use a sequence moves it by using it', async () => {
  const shop = await database(`${shopSql(near)}; SELECT nextval('numbers')`);
  const deployer = await shop.role(
    (role) => `GRANT USAGE ON SEQUENCE numbers TO ${role}; GRANT SELECT ON orders TO ${role}`,
  );
  const report = await lockstep('fix', deployer.url);
  expect(report.verdict).toBe('pass');
  expect(report.changes).toMatchObject([{ method: 'advance', from: '2', to: '6' }]);
  expect(await nextDrawn(shop)).toBe('6');
});

test('a role that may update a far sequence of another owner sets it, and the report says that this is weaker', async () => {
  const shop = await database(shopSql(far));
  const deployer = await shop.role(
    (role) => `GRANT SELECT, UPDATE ON SEQUENCE numbers TO ${role}; GRANT SELECT ON orders TO ${role}`,
  );
  const report = await lockstep('fix', deployer.url);
  expect(report.verdict).toBe('pass');
  expect(report.changes).toMatchObject([
    {
      method: 'setval',
      from: '1',
      to: '3000002',
      note: expect.stringContaining('weaker than what its owner postgres'),
    },
  ]);
  expect(await nextDrawn(shop)).toBe('3000002');
});

test.each(['SELECT, UPDATE', 'USAGE, UPDATE'])(
  'a far sequence that has moved on is not set back by %s',
  async (rights) => {
    const shop = await database(`${shopSql(far)}; SELECT nextval('numbers')`);
    const deployer = await shop.role(
      (role) => `GRANT ${rights} ON SEQUENCE numbers TO ${role}; GRANT SELECT ON orders TO ${role}`,
    );
    const { changes } = await lockstep('fix', deployer.url, { fix: { dryRun: true } });
    expect(changes).toMatchObject([{ method: 'setval', from: '2', to: '3000002' }]);
    const set = changes[0]?.sql[0] ?? '';
    await shop.query("SELECT setval('numbers', 4000000)");
    expect(await deployer.query(set)).toEqual([]);
    expect(await nextDrawn(shop)).toBe('4000001');
    await shop.query("SELECT setval('numbers', 2)");
    await deployer.query(set);
    expect(await nextDrawn(shop)).toBe('3000002');
  },
);

test('a role that may use a far sequence of another owner, but not update it, is told to ask the owner', async () => {
  const shop = await database(shopSql(far));
  const deployer = await shop.role(
    (role) => `GRANT SELECT, USAGE ON SEQUENCE numbers TO ${role}; GRANT SELECT ON orders TO ${role}`,
  );
  const report = await lockstep('fix', deployer.url);
  expect([report.verdict, report.changes]).toEqual(['block', []]);
  const remedy = report.findings[0]?.remedy;
  expect(remedy).toMatchObject({ automatic: false, summary: expect.stringContaining('run it as postgres') });
  expect(remedy?.sql?.join()).toContain('RESTART WITH');
  for (const sql of remedy?.sql ?? []) await shop.query(sql);
  expect(await nextDrawn(shop)).toBe('3000002');
});

test('a role that may do nothing gets the SQL for the owner, and it works', async () => {
  const shop = await database(shopSql(near));
  const reader = await shop.role(
    (role) => `GRANT SELECT ON SEQUENCE numbers TO ${role}; GRANT SELECT ON orders TO ${role}`,
  );
  const report = await lockstep('fix', reader.url);
  expect([report.verdict, report.changes]).toEqual(['block', []]);
  const [finding] = report.findings;
  expect(finding).toMatchObject({ code: 'sequences/behind', remedy: { automatic: false } });
  expect(finding?.remedy.summary).toContain('run it as postgres');
  for (const sql of finding?.remedy.sql ?? []) await shop.query(sql);
  expect(await nextDrawn(shop)).toBe('6');
});

test('a member of the owning role has the rights of the owner', async () => {
  const shop = await database(shopSql(near, 50));
  const owner = await shop.role();
  const deployer = await shop.role(
    (role) => `GRANT ${owner.name} TO ${role}; ALTER TABLE orders OWNER TO ${owner.name}`,
  );
  const report = await lockstep('fix', deployer.url);
  expect(report).toMatchObject({ verdict: 'pass', changes: [{ method: 'restart', from: '1', to: '6' }] });
});

test('a cached sequence of another owner is moved by using it, with a note about what others have cached', async () => {
  const shop = await database(shopSql('SELECT generate_series(1, 60)', 50));
  const deployer = await shop.role(
    (role) => `GRANT SELECT, USAGE ON SEQUENCE numbers TO ${role}; GRANT SELECT ON orders TO ${role}`,
  );
  const report = await lockstep('fix', deployer.url);
  expect(report.changes).toMatchObject([
    { method: 'advance', from: '1', note: expect.stringContaining('values that they cached (CACHE 50)') },
  ]);
  expect(report.verdict).toBe('pass');
  const next = await nextDrawn(shop);
  expect(BigInt(next)).toBeGreaterThan(60n);
  expect(entryOf(report, 'numbers').nextValue).toBe(next);
  expect(report.changes[0]?.to).toBe(next);
});

test('a cached sequence of another owner is moved in every round, whatever the round before has cached', async () => {
  const shop = await database(shopSql('VALUES (1)', 50));
  const deployer = await shop.role(
    (role) => `GRANT SELECT, USAGE ON SEQUENCE numbers TO ${role}; GRANT SELECT ON orders TO ${role}`,
  );
  const writer = await shop.connect();
  await writer.query('BEGIN; INSERT INTO orders VALUES (51)');
  const fixing = lockstep('fix', deployer.url);
  await expect
    .poll(() => shop.query('SELECT last_value FROM numbers'), { interval: 5 })
    .toEqual([{ last_value: '50' }]);
  await writer.query('COMMIT');
  const report = await fixing;
  expect(codesOf(report)).toEqual([]);
  expect(BigInt(await nextDrawn(shop))).toBeGreaterThan(51n);
});
