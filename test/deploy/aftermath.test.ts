import { expect, test } from 'vitest';
import { stateOf } from '../../shared/deploy/aftermath.ts';
import { begun, type DeployRequest } from '../../shared/deploy/course.ts';
import { silent } from '../../shared/model/house.ts';
import { formatNamed } from '../../shared/report/formats/index.ts';
import { database } from '../support/database.ts';
import { deploying, sqlCommand, stepsOf } from './deploying.ts';
import { deployingPrisma, prismaStandIn, shopSql, twoMigrations as two } from './prisma-stand-in.ts';

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
  expect(stepsOf(story)).toContain('apply failed, files not-reached, fix not-reached, verify not-reached');
  expect(story.outcome).toBe('failed');
  expect(story.state).toEqual([
    expect.stringMatching(/^applied by this deploy: 20260101000000_customers \(\d+ ms\)$/),
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
  expect(story.state[0]).toMatch(/^applied by this deploy: 20260101000000_customers \(\d+ ms\)$/);
  expect(story.forward.at(-1)).toMatch(/^lockstep deploy /);
  expect(report.verdict).toBe('block');
  expect(report.findings[0]?.code).toBe('deploy/interrupted');
  expect(report.migrations?.[0]?.entries.map(({ status }) => status)).toContain('applied');
  expect(stepsOf(story)).toContain('apply failed, files not-reached');
});

test('Ctrl-C before the command: nothing was changed, and the verdict is unknown', async () => {
  const shop = await database(shopSql);
  const controller = new AbortController();
  const progress = { ...silent, step: (text: string) => text === 'checking' && controller.abort() };
  const { report, story } = await deployingPrisma(shop, two, { house: { signal: controller.signal, progress } });
  expect(story).toMatchObject({ outcome: 'interrupted', state: ['nothing was changed'], forward: [] });
  expect(report).toMatchObject({ verdict: 'unknown', ok: false });
  expect(await shop.query(`SELECT to_regclass('customers') AS made`)).toEqual([{ made: null }]);
});

test('a command that does its work and leaves the database broken is deployed, and does not verify', async () => {
  const shop = await database(shopSql);
  const files = ['--config', 'shop.json'];
  const { report, story, lines } = await deploying(shop, sqlCommand('INSERT INTO orders VALUES (7)'), { files });
  expect(stepsOf(story)).toContain('apply done, files skipped, fix skipped, verify failed');
  expect(story).toMatchObject({
    outcome: 'failed',
    forward: [
      'lockstep fix --target production --config shop.json',
      'lockstep verify --target production --config shop.json',
    ],
  });
  expect(lines.join()).toContain('look with: lockstep verify --peek --target production --config shop.json');
  expect(report.summary).toMatch(/^production was deployed \(.*\), and does not verify: .*sequences/);
  expect(report.verdict).toBe('block');
});

test('what a person has to judge first is no command to go on with', async () => {
  const shop = await database();
  const { expectation } = prismaStandIn(two);
  const command = sqlCommand('CREATE TABLE customers (id bigserial PRIMARY KEY, note text)', 'no SQL');
  const { report, story } = await deploying(shop, command, {
    expectation: await expectation(),
    guards: ['migrations'],
    files: ['--config', 'shop.json'],
  });
  expect(report.findings.map(({ code }) => code)).toContain('migrations/no-history');
  expect(story.forward).toEqual([expect.stringMatching(/^lockstep deploy --target production --config shop\.json /)]);
});

test('sequences that the command leaves behind are fixed before verify, where that is configured', async () => {
  const shop = await database(shopSql);
  const settings = { deploy: { fix: true } };
  const { report, story } = await deploying(shop, sqlCommand('INSERT INTO orders VALUES (7)'), { settings });
  expect(story).toMatchObject({ outcome: 'succeeded' });
  expect(report).toMatchObject({ verdict: 'pass', changes: [{ subject: { name: 'orders_id_seq' }, applied: true }] });
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
    all.push((await formatNamed(name)?.render(report, { color: false, all: true, width: 100 })) ?? '');
  }
  expect(report.story?.outcome).toBe('failed');
  expect(report.story?.output.join()).toContain('****');
  expect(all.join('\n')).not.toContain('secret-of');
});

test('migrations of which nobody knows the times are told with the time of the command', () => {
  const request = { plan: false } as DeployRequest;
  const applied = { outcome: 'succeeded' as const, exitCode: 0, signal: null, durationMs: 407, output: [], reason: '' };
  const stateAfter = (...times: (number | null)[]) => {
    const migrations = times.map((durationMs, at) => ({ tool: 'alembic', id: `m${at}`, durationMs }));
    return stateOf({ ...begun(request), begun: true, applied, migrations })[0];
  };
  expect(stateAfter(null, null)).toBe('applied by this deploy: m0, m1 (the command took 407 ms)');
  expect(stateAfter(null, 12)).toBe('applied by this deploy: m0, m1 (12 ms)');
});
