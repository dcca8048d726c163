import { expect, test } from 'vitest';
import { folderWith } from '../../support/command.ts';
import { database } from '../../support/database.ts';
import { type DeployWish, deploying } from '../deploying.ts';

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
