import { expect, test } from 'vitest';
import { folderWith } from '../../support/command.ts';
import { database } from '../../support/database.ts';
import { type DeployWish, deploying } from '../deploying.ts';
import { prismaStandIn, twoMigrations } from '../prisma-stand-in.ts';

const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY)', { forFile: true });
const printing = (expression: string) => [process.execPath, '-e', `console.log(JSON.stringify(${expression}))`];

async function commandOf(words: string[], wish: DeployWish = {}) {
  const { report, story, lines } = await deploying(shop, words, wish);
  return { step: story.steps[2], report, story, lines };
}

test('a command that is wrong for production is refused with the right one named', async () => {
  const folder = folderWith({ 'package.json': { scripts: { release: 'prisma generate && prisma db push' } } });
  const { report, story } = await commandOf(['npm', 'run', 'release'], { folder });
  expect(report.findings).toMatchObject([
    {
      code: 'deploy/command',
      severity: 'block',
      message: expect.stringMatching(
        /^prisma db push \(in the script "release" of package.json\) is no command for production: /,
      ),
      remedy: { summary: 'run instead: npx prisma migrate deploy' },
    },
  ]);
  expect(story).toMatchObject({ outcome: 'refused', state: ['nothing was changed'] });
});

test('elsewhere it runs, and warns', async () => {
  const target = { url: shop.url, environment: 'staging' };
  const { report, story } = await commandOf(['echo', 'prisma', 'db', 'push'], { target });
  expect(story.outcome).toBe('succeeded');
  expect(report).toMatchObject({ verdict: 'warn' });
  expect(report.findings[0]).toMatchObject({ code: 'deploy/command', severity: 'warn' });
});

test('a command that names another database by itself is refused; the same one, or what a shell puts in later, is not', async () => {
  const { report } = await commandOf(['echo', '-database', 'postgres://dev@localhost:5432/other', 'up']);
  expect(report.findings[0]).toMatchObject({
    code: 'deploy/command',
    message: 'the command names another database than production',
  });
  expect(JSON.stringify(report)).not.toContain('dev@localhost');
  expect((await commandOf(['echo', shop.url])).story.outcome).toBe('succeeded');
  const late = ['sh', '-c', 'echo "$DATABASE_URL" postgres://$PGUSER@$PGHOST/x'];
  expect((await commandOf(late)).story.outcome).toBe('succeeded');
});

test('a DATABASE_URL of another database is overruled, and told', async () => {
  const environment = { DATABASE_URL: 'postgres://dev:secret@localhost:5432/other' };
  const command = printing('process.env.DATABASE_URL.endsWith(process.env.PGDATABASE)');
  const { story, step, lines } = await commandOf(command, { environment });
  expect(story.output).toEqual(['true']);
  expect(step?.message).toContain('DATABASE_URL of this environment would have led elsewhere');
  expect(lines.join()).not.toContain('secret');
  expect((await commandOf(['true'], { environment: { DATABASE_URL: shop.url } })).step?.message).not.toContain(
    'elsewhere',
  );
});

test('what runs elsewhere does not get the variables by itself: it warns, and names how to pass them on', async () => {
  const at = (line: string) => commandOf(['echo', ...line.split(' ')]);
  const findings = async (line: string) => (await at(line)).report.findings;
  expect(await findings('docker compose -f prod.yml exec -T app rails db:migrate')).toMatchObject([
    {
      code: 'deploy/command',
      severity: 'warn',
      message: expect.stringMatching(/^docker compose exec does not pass DATABASE_URL on: /),
      remedy: { summary: 'pass it on: docker compose exec -e DATABASE_URL ...' },
    },
  ]);
  const next = async (line: string) => (await findings(line))[0]?.remedy.summary;
  expect(await next('kubectl exec deploy/api -- alembic upgrade head')).toMatch(/^see that DATABASE_URL is that of/);
  expect(await next('ssh host sudo -E flyway migrate')).toContain('SendEnv=DATABASE_URL');
  expect(await next('sudo flyway migrate')).toContain('--preserve-env=DATABASE_URL');
  for (const good of ['docker run --rm -e DATABASE_URL shop migrate', 'sudo -E flyway migrate', 'docker build .'])
    expect(await findings(good)).toEqual([]);
});

test('a command that nobody saw connect, and that left undone what it was to do, is said to be so', async () => {
  const { expectation } = prismaStandIn(twoMigrations);
  const { story } = await commandOf(['true'], { expectation: await expectation(), guards: ['migrations'] });
  expect(story.state).toContain('the command was not seen to connect to production');
  expect((await commandOf(['true'])).story.state.join()).not.toContain('seen');
});

test('variables that the Prisma schema names are set as well, unless they lead to the target already', async () => {
  const schema = `datasource db {\n  url = env("DATABASE_URL")\n  directUrl = env("DIRECT_URL")\n}`;
  const config = `export default defineConfig({ datasource: { url: process.env.MIGRATE_URL } });`;
  const files = { 'prisma/schema.prisma': schema, 'prisma.config.ts': config };
  const { folder, expectation } = prismaStandIn({}, files);
  const direct = `${shop.url}?application_name=past-the-pooler`;
  const { story, step } = await commandOf(
    printing('[process.env.DIRECT_URL, process.env.MIGRATE_URL].map((url) => url.split("/").at(-1))'),
    {
      folder,
      expectation: await expectation(),
      environment: { DIRECT_URL: direct, MIGRATE_URL: 'postgres://dev@localhost/other' },
    },
  );
  expect(JSON.parse(story.output[0] ?? '')).toEqual([direct.split('/').at(-1), shop.name]);
  expect(step?.message).toMatch(/with DATABASE_URL, MIGRATE_URL of production; MIGRATE_URL of this .* led elsewhere$/);
});

test('the command gets the target in the variables that are configured, and in those of libpq', async () => {
  const environment = {
    PGHOST: 'elsewhere',
    PGHOSTADDR: '10.0.0.1',
    PGSERVICE: 'other',
    PGSSLMODE: 'require',
    OWN: 'kept',
  };
  const settings = { deploy: { variables: ['DIRECT_URL', 'DATABASE_URL'] } };
  const names = ['PGHOST', 'PGHOSTADDR', 'PGSERVICE', 'PGSSLMODE', 'PGAPPNAME', 'PGDATABASE', 'OWN'];
  const command = printing(
    `[process.env.DIRECT_URL === process.env.DATABASE_URL, ...${JSON.stringify(names)}.map((name) => process.env[name] ?? null)]`,
  );
  const { story } = await commandOf(command, { environment, settings });
  expect(JSON.parse(story.output[0] ?? '')).toEqual([
    true,
    '127.0.0.1',
    null,
    null,
    'disable',
    expect.stringMatching(/^lockstep deploy [0-9A-Z]{26}$/),
    shop.name,
    'kept',
  ]);
});
