import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { holderInWords, nameOf } from '../../shared/deploy/lock.ts';
import { silent } from '../../shared/model/house.ts';
import type { Archive } from '../../shared/publish/archive/archive.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { folderWith } from '../support/command.ts';
import { database, type TestDatabase } from '../support/database.ts';
import { deploying, sqlCommand, stepsOf } from './deploying.ts';

const shopSql = 'CREATE TABLE orders (id serial PRIMARY KEY)';
const waiting = ['SELECT pg_advisory_lock(1)'];

/** Lets `meanwhile` happen while a deploy has its command running. */
async function whileDeploying(shop: TestDatabase, meanwhile: () => Promise<void>) {
  const gate = await shop.connect();
  await gate.query('SELECT pg_advisory_lock(1)');
  const first = deploying(shop, sqlCommand(...waiting));
  const waits = `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT granted`;
  await expect.poll(() => shop.query(waits), { interval: 20, timeout: 15_000 }).toHaveLength(1);
  await meanwhile();
  await gate.query('SELECT pg_advisory_unlock(1)');
  return first;
}

const holders = `
  SELECT a.pid, a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  JOIN pg_database d ON d.oid = l.database
  WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database() AND a.application_name LIKE 'lockstep deploy %'`;

test('a second deploy is told who deploys since when, and runs nothing; the next one finds the lock free', async () => {
  const shop = await database(shopSql);
  const first = await whileDeploying(shop, async () => {
    const other = await shop.role(
      (role) => `GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}; GRANT SELECT ON orders TO ${role}`,
    );
    const all = await Promise.all([
      deploying(shop, ['true']),
      deploying({ ...shop, url: other.url }, ['true']),
      deploying(shop, ['true'], { plan: true }),
    ]);
    for (const { report, story } of all) {
      expect(report.findings[0]).toMatchObject({
        code: 'deploy/busy',
        message: expect.stringMatching(/ \(\S+@\S+, since \d\d:\d\dZ: \S+.*\); nothing was run$/),
      });
      expect(report.ok).toBe(false);
      expect(story.steps.map(({ status }) => status)).toEqual(['failed', ...Array(8).fill('not-reached')]);
    }
  });
  expect(first.story.outcome).toBe('succeeded');
  expect(await shop.query(holders)).toEqual([]);
  expect((await deploying(shop, ['true'])).story.outcome).toBe('succeeded');
});

test('of several that begin at the same moment no two run their commands at once', async () => {
  const shop = await database(`${shopSql}; CREATE TABLE runs (at timestamptz, what text)`);
  const command = sqlCommand(
    `INSERT INTO runs VALUES (clock_timestamp(), 'begins')`,
    'SELECT pg_sleep(0.1)',
    `INSERT INTO runs VALUES (clock_timestamp(), 'ends')`,
  );
  const all = await Promise.all(Array.from({ length: 4 }, () => deploying(shop, command)));
  const ran = all.filter(({ story }) => story.outcome === 'succeeded');
  expect(ran.length).toBeGreaterThan(0);
  for (const { report, story } of all)
    if (story.outcome !== 'succeeded') expect(report.findings[0]?.code).toBe('deploy/busy');
  const runs = await shop.query('SELECT what FROM runs ORDER BY at');
  expect(runs.map(({ what }) => what)).toEqual(ran.flatMap(() => ['begins', 'ends']));
});

test('a lock that is lost does not stop the command, but the deploy behind it: another one may have begun', async () => {
  const shop = await database(shopSql);
  const { report, story } = await whileDeploying(shop, async () => {
    expect(await shop.query(`SELECT pg_terminate_backend(pid) FROM (${holders}) AS holder`)).toHaveLength(1);
    // The command may not end before we can have heard that the lock is lost.
    await setTimeout(200);
  });
  expect(stepsOf(story)).toContain('apply done, files failed, fix not-reached, verify not-reached');
  expect(story).toMatchObject({ outcome: 'failed', forward: [expect.stringMatching(/^lockstep deploy /)] });
  expect(report).toMatchObject({
    ok: false,
    verdict: 'block',
    operation: 'verify',
    findings: [{ code: 'deploy/lock-lost' }],
  });
  expect(report.findings[0]?.remedy.summary).toContain('see that nobody else deploys');
});

test('a lock that is lost while it verifies: what was seen proves nothing', async () => {
  const shop = await database(shopSql);
  let doing = '';
  const kept = folderArchive(folderWith());
  const archive: Archive = {
    ...kept,
    async read(key) {
      if (doing === 'verifying') {
        await shop.query(`SELECT pg_terminate_backend(pid) FROM (${holders}) AS holder`);
        await setTimeout(100);
      }
      return kept.read(key);
    },
  };
  const step = (text: string) => {
    doing = text;
  };
  const progress = { ...silent, step };
  const { report, story } = await deploying(shop, ['true'], { guards: ['migrations'], house: { archive, progress } });
  expect(stepsOf(story)).toContain('verify done');
  expect(report).toMatchObject({ verdict: 'unknown', ok: false, findings: [{ code: 'deploy/lock-lost' }] });
});

test('the lock keeps no snapshot, whatever level the database has by itself: an index is built beside it', async () => {
  const shop = await database(shopSql);
  await shop.query(`ALTER DATABASE ${shop.name} SET default_transaction_isolation = 'serializable'`);
  const command = sqlCommand('CREATE INDEX CONCURRENTLY orders_twice ON orders (id)');
  const { story } = await deploying(shop, command, { settings: { deploy: { seconds: 5 } } });
  expect(story).toMatchObject({ outcome: 'succeeded', waits: [] });
});

test('the name of the connection holds who, since when and what, in what the server keeps of it', () => {
  const name = nameOf(
    ['npx', 'prisma', 'migrate', 'deploy', 'postgres://ada:secret@host/shop', 'x'.repeat(100)],
    new Date('2026-11-21T21:14:05Z'),
  );
  expect(name).toMatch(/^lockstep deploy 21:14Z \S+@\S+: npx/);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
  expect(nameOf(['x', 'postgres://ada:secret@host/shop'])).not.toContain('secret');
  expect(nameOf(['größe', '\u001b[31m'])).toMatch(/: gr\?+e \?\[31m$/);
  expect(holderInWords({ name, seconds: null })).toMatch(/^\S+@\S+, since 21:14Z: npx/);
  expect(holderInWords({ name: 'psql', seconds: '12' })).toBe('somebody, for 12 s so far');
  expect(holderInWords({ name: null, seconds: null })).toBeNull();
});
