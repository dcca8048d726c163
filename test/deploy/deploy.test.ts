import { expect, test } from 'vitest';
import { silent } from '../../shared/model/house.ts';
import { reportSchema } from '../../shared/model/report.ts';
import type { Story } from '../../shared/model/story.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { channelsFrom } from '../../shared/publish/channels.ts';
import { formatNamed } from '../../shared/report/formats/index.ts';
import { folderWith } from '../support/command.ts';
import { database, type TestDatabase } from '../support/database.ts';
import { type DeployWish, deploying, sqlCommand } from './deploying.ts';
import { historySql, prismaStandIn } from './prisma-stand-in.ts';

const shopSql = `CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders DEFAULT VALUES; ${historySql}`;
const two = {
  '20260101000000_customers': 'CREATE TABLE customers (id bigserial PRIMARY KEY);',
  '20260102000000_note': 'ALTER TABLE customers ADD COLUMN note text;',
};
const guards: DeployWish['guards'] = ['sequences', 'migrations'];
const nothingRun = ['restore-point', 'apply', 'files', 'fix', 'verify'].map((step) => `${step} not-reached`).join(', ');

function statuses({ steps }: Story): string {
  return steps.map(({ step, status }) => `${step} ${status}`).join(', ');
}

/** Deploys migrations as Prisma has them. */
async function deployingPrisma(shop: TestDatabase, migrations: Record<string, string>, wish: DeployWish = {}) {
  const { folder, command, expectation } = prismaStandIn(migrations);
  return deploying(shop, command, { folder, expectation: await expectation(), guards, ...wish });
}

async function isThere(shop: TestDatabase, table: string): Promise<boolean> {
  const [row] = await shop.query(`SELECT to_regclass('${table}') IS NOT NULL AS there`);
  return row?.there === true;
}

test('a deploy checks, runs the command on the target, verifies, and tells all of it in one report', async () => {
  const shop = await database(shopSql);
  const { report, story, lines } = await deployingPrisma(shop, two);
  expect(statuses(story)).toBe(
    'target done, repository skipped, command done, check done, restore-point skipped, apply done, files skipped, fix skipped, verify done',
  );
  expect(report).toMatchObject({ operation: 'verify', verdict: 'pass', ok: true, target: { name: 'production' } });
  expect(report.summary).toMatch(/^production was deployed: 2 migrations in \d+ ms, verified$/);
  expect(story).toMatchObject({ outcome: 'succeeded', forward: [], back: [], waits: [] });
  expect(story.migrations.map(({ id }) => id)).toEqual(Object.keys(two));
  expect(story.state).toEqual([`applied by this deploy: ${Object.keys(two).join(', ')}`]);
  expect(lines).toContain('Applying migration `20260102000000_note`');
  expect(reportSchema.parse(report)).toEqual(report);
  const again = await deployingPrisma(shop, two);
  expect(again.report.summary).toBe('production was deployed: no migration was to be applied, verified');
});

test('what check blocks is not deployed, and the report says what to do about it', async () => {
  const shop = await database(`${shopSql}; INSERT INTO orders VALUES (5)`);
  const { report, story } = await deployingPrisma(shop, two);
  expect(statuses(story)).toContain(`check failed, ${nothingRun}`);
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

test('a command that fails half-way: what is applied, what is not, and the commands that go on', async () => {
  const shop = await database(shopSql);
  const broken = {
    ...two,
    '20260102000000_note': 'ALTER TABLE nowhere ADD COLUMN note text;',
    '20260103000000_more': 'SELECT 1;',
  };
  const target = { url: `\${SHOP_URL}` };
  const environment = { SHOP_URL: shop.url };
  const { report, story } = await deployingPrisma(shop, broken, { target, environment });
  expect(statuses(story)).toContain('apply failed, files not-reached, fix not-reached, verify not-reached');
  expect(story.outcome).toBe('failed');
  expect(story.state).toEqual([
    'applied by this deploy: 20260101000000_customers',
    'failed, and has to be resolved: 20260102000000_note',
    'not applied: 20260103000000_more',
  ]);
  const again = expect.stringMatching(/^lockstep deploy --target production .*--no-restore-point -- \S+ apply\.cjs$/);
  expect(story.forward).toEqual([
    'export DATABASE_URL="$SHOP_URL"',
    'npx prisma migrate resolve --rolled-back 20260102000000_note',
    again,
  ]);
  expect(report.next).toEqual(story.forward);
  expect(story.output.at(-1)).toBe('Error: relation "nowhere" does not exist');
  expect(report).toMatchObject({ operation: 'verify', verdict: 'block' });
  expect(report.findings.map(({ code }) => code)).toEqual([
    'deploy/command-failed',
    'migrations/failed',
    'migrations/pending',
  ]);
  expect(report.findings[2]?.remedy.commands).toEqual([again]);
  expect(report.summary).toMatch(/^the deploy of production failed: .* ended with exit code 1; 1 migration applied$/);
  // As the first command does.
  await shop.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL`);
  expect((await deployingPrisma(shop, { ...two, '20260103000000_more': 'SELECT 1;' })).report).toMatchObject({
    verdict: 'pass',
  });
});

test('Ctrl-C in the middle of a migration: the state is read anew, and nothing more is run', async () => {
  const shop = await database(shopSql);
  const slow = { ...two, '20260102000000_note': 'SELECT pg_sleep(30); ALTER TABLE customers ADD COLUMN note text;' };
  const controller = new AbortController();
  const lines: string[] = [];
  const tell = (line: string) => {
    lines.push(line);
    if (line.includes('20260102000000_note')) controller.abort();
  };
  const { report, story } = await deployingPrisma(shop, slow, { house: { signal: controller.signal, tell } });
  expect(story.outcome).toBe('interrupted');
  expect(story.state).toContain('applied by this deploy: 20260101000000_customers');
  expect(story.forward.at(-1)).toMatch(/^lockstep deploy /);
  expect(report.verdict).toBe('block');
  expect(report.findings[0]?.code).toBe('deploy/interrupted');
  expect(report.migrations?.[0]?.entries.map(({ status }) => status)).toContain('applied');
  expect(statuses(story)).toContain('apply failed, files not-reached');
});

test('Ctrl-C before the command: nothing was changed, and the verdict is unknown', async () => {
  const shop = await database(shopSql);
  const controller = new AbortController();
  const progress = { ...silent, step: (text: string) => text === 'checking' && controller.abort() };
  const { report, story } = await deployingPrisma(shop, two, { house: { signal: controller.signal, progress } });
  expect(story).toMatchObject({ outcome: 'interrupted', state: ['nothing was changed'], forward: [] });
  expect(report).toMatchObject({ verdict: 'unknown', ok: false });
  expect(await isThere(shop, 'customers')).toBe(false);
});

test('a command that does its work and leaves the database broken is deployed, and does not verify', async () => {
  const shop = await database(shopSql);
  const { report, story } = await deploying(shop, sqlCommand('INSERT INTO orders VALUES (7)'));
  expect(statuses(story)).toContain('apply done, files skipped, fix skipped, verify failed');
  expect(story).toMatchObject({
    outcome: 'failed',
    forward: ['lockstep fix --target production', 'lockstep verify --target production'],
  });
  expect(report.summary).toMatch(/^production was deployed \(.*\), and does not verify: .*sequences/);
  expect(report.verdict).toBe('block');
});

test('sequences that the command leaves behind are fixed before verify, where that is configured', async () => {
  const shop = await database(shopSql);
  const settings = { deploy: { fix: true } };
  const { report, story } = await deploying(shop, sqlCommand('INSERT INTO orders VALUES (7)'), { settings });
  expect(story).toMatchObject({ outcome: 'succeeded' });
  expect(report).toMatchObject({ verdict: 'pass', changes: [{ subject: { name: 'orders_id_seq' }, applied: true }] });
});

test('a plan shows all of it and does nothing', async () => {
  const shop = await database(shopSql);
  const { report, story } = await deployingPrisma(shop, two, { plan: true });
  expect(statuses(story)).toBe(
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
  expect(statuses(story)).toContain('repository failed, command done, check failed');
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
  expect(bad.report.migrations?.[0]?.entries).toHaveLength(2);
});

test('no password is in a report, in what is told, or in any format', async () => {
  const shop = await database(shopSql);
  const owner = await shop.role(
    (role) =>
      `ALTER TABLE orders OWNER TO ${role}; GRANT CREATE, USAGE ON SCHEMA public TO ${role}; GRANT ALL ON _prisma_migrations TO ${role}`,
  );
  const script = 'console.log(process.env.DATABASE_URL, process.env.PGPASSWORD); process.exit(1)';
  const { report, lines } = await deploying({ ...shop, url: owner.url }, [process.execPath, '-e', script, owner.url]);
  const all = [JSON.stringify(report), ...lines];
  for (const name of ['tty', 'markdown', 'github', 'html', 'json']) {
    all.push(String(formatNamed(name)?.render(report, { color: false, all: true, width: 100 })));
  }
  expect(report.story?.outcome).toBe('failed');
  expect(report.story?.output.join()).toContain('****');
  expect(all.join('\n')).not.toContain('secret-of');
});
