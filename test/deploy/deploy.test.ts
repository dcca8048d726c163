import { expect, test } from 'vitest';
import { reportSchema } from '../../shared/model/report.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { channelsFrom } from '../../shared/publish/channels.ts';
import { folderWith } from '../support/command.ts';
import { database, type TestDatabase } from '../support/database.ts';
import { type DeployWish, deploying, stepsOf } from './deploying.ts';
import { deployingPrisma, shopSql, twoMigrations as two } from './prisma-stand-in.ts';

const guards: DeployWish['guards'] = ['sequences', 'migrations'];
const nothingRun = ['restore-point', 'apply', 'files', 'fix', 'verify'].map((step) => `${step} not-reached`).join(', ');

async function isThere(shop: TestDatabase, table: string): Promise<boolean> {
  const [row] = await shop.query(`SELECT to_regclass('${table}') IS NOT NULL AS there`);
  return row?.there === true;
}

test('a deploy checks, runs the command on the target, verifies, and tells all of it in one report', async () => {
  const shop = await database(shopSql);
  const { report, story, lines } = await deployingPrisma(shop, two);
  expect(stepsOf(story)).toBe(
    'target done, repository skipped, command done, check done, restore-point skipped, apply done, files skipped, fix skipped, verify done',
  );
  expect(report).toMatchObject({ operation: 'verify', verdict: 'pass', ok: true, target: { name: 'production' } });
  expect(report.summary).toMatch(/^production was deployed: 2 migrations in \d+ ms, verified$/);
  expect(story).toMatchObject({ outcome: 'succeeded', forward: [], back: [], waits: [] });
  expect(story.migrations.map(({ id }) => id)).toEqual(Object.keys(two));
  expect(story.state[0]?.replaceAll(/ \(\d+ ms\)/g, '')).toBe(`applied by this deploy: ${Object.keys(two).join(', ')}`);
  expect(story.state[0]).toMatch(/ \(\d+ ms\)$/);
  expect(lines).toContain('Applying migration `20260102000000_note`');
  expect(lines).toContain('restore point: none is made, as asked (--no-restore-point)');
  expect(reportSchema.parse(report)).toEqual(report);
  const again = await deployingPrisma(shop, two);
  expect(again.report.summary).toBe('production was deployed: no migration was to be applied, verified');
});

test('what check blocks is not deployed, and the report says what to do about it', async () => {
  const shop = await database(`${shopSql}; INSERT INTO orders VALUES (5)`);
  const { report, story } = await deployingPrisma(shop, two);
  expect(stepsOf(story)).toContain(`check failed, ${nothingRun}`);
  expect(story).toMatchObject({ outcome: 'blocked', state: ['nothing was changed'], forward: [], migrations: [] });
  expect(report).toMatchObject({
    operation: 'check',
    verdict: 'block',
    next: [expect.stringContaining('lockstep fix')],
  });
  expect(report.summary).toBe('not deployed to production: 1 of 2 guards blocks: sequences (1 behind)');
  expect(await isThere(shop, 'customers')).toBe(false);
});

test('a warning stops it with --strict alone', async () => {
  const shop = await database(`${shopSql}; CREATE SEQUENCE lonely`);
  const settings = { sequences: { warnAt: 0.0000000001 } };
  const strict = await deployingPrisma(shop, two, { strict: true, settings });
  expect(strict.report).toMatchObject({ verdict: 'warn', story: { outcome: 'blocked' } });
  expect(strict.report.summary).toMatch(/^not deployed to production: /);
  expect((await deployingPrisma(shop, two, { settings })).story.outcome).toBe('succeeded');
});

test('a database that cannot be told passes no gate', async () => {
  const shop = await database(shopSql);
  const reader = await shop.role((role) => `GRANT SELECT ON orders TO ${role}`);
  const { report, story } = await deployingPrisma({ ...shop, url: reader.url }, two);
  expect(story).toMatchObject({ outcome: 'blocked' });
  expect(report).toMatchObject({ verdict: 'unknown', ok: false });
});

test('a plan shows all of it and does nothing', async () => {
  const shop = await database(shopSql);
  const { report, story, lines } = await deployingPrisma(shop, two, { plan: true });
  // The report tells the steps; on a terminal they would stand there twice.
  expect(lines).toEqual([]);
  expect(stepsOf(story)).toBe(
    'target done, repository skipped, command done, check done, restore-point skipped, apply planned, files skipped, fix skipped, verify planned',
  );
  expect(report).toMatchObject({
    operation: 'check',
    verdict: 'pass',
    summary: 'would deploy to production: 2 migrations; nothing was done',
  });
  expect(report.next).toEqual([expect.stringMatching(/^lockstep deploy --target production /)]);
  expect(story).toMatchObject({ outcome: 'planned', state: [], output: [] });
  expect(await isThere(shop, 'customers')).toBe(false);
});

test('a plan of what would be refused says so of every step, and fails', async () => {
  const shop = await database(`${shopSql}; INSERT INTO orders VALUES (5)`);
  const { report, story } = await deployingPrisma(shop, two, {
    plan: true,
    settings: { deploy: { branches: ['main'] } },
  });
  expect(stepsOf(story)).toContain('repository failed, command done, check failed');
  expect(report).toMatchObject({
    verdict: 'block',
    summary: expect.stringMatching(/^would not deploy to production: .* is no git repository/),
  });
  expect(report.findings.map(({ code }) => code)).toEqual([
    'deploy/repository',
    'sequences/behind',
    'migrations/pending',
  ]);
});

test('every report is archived, whatever it says', async () => {
  const shop = await database(shopSql);
  const archive = folderArchive(folderWith());
  const channels = channelsFrom({ publish: { chat: false }, archive, metrics: false });
  const good = await deployingPrisma(shop, two, { house: { archive, channels } });
  expect(good.report.published).toMatchObject([{ channel: 'archive', status: 'sent' }]);
  const bad = await deploying(shop, ['node', '-e', 'process.exit(3)'], { guards, house: { archive, channels } });
  const [{ detail = '' } = {}] = bad.report.published ?? [];
  expect(JSON.parse((await archive.read(detail.slice(detail.indexOf('reports/')))) ?? '{}')).toMatchObject({
    id: bad.report.id,
    story: { outcome: 'failed' },
  });
  // What was verified is what is expected from now on, also of a call that has no repository.
  expect(bad.report).toMatchObject({ manifest: { source: 'archive' }, migrations: [{ entries: [{}, {}] }] });
});
