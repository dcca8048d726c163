import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { formatNamed } from '../../shared/report/formats/index.ts';
import { database } from '../support/database.ts';
import { deploying, sqlCommand } from './deploying.ts';
import { historySql, prismaStandIn } from './prisma-stand-in.ts';

const shopSql = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders DEFAULT VALUES';
const two = {
  '20260101000000_customers': 'CREATE TABLE customers (id bigserial PRIMARY KEY);',
  '20260102000000_note': 'ALTER TABLE customers ADD COLUMN note text;',
};

function statuses({ steps }: { steps: { step: string; status: string }[] }): string {
  return steps.map(({ step, status }) => `${step} ${status}`).join(', ');
}

test('a deploy checks, runs the command on the target, verifies, and tells all of it in one report', async () => {
  const shop = await database(`${shopSql}; ${historySql}`);
  const { folder, command, expectation } = prismaStandIn(two);
  const { report, story, lines } = await deploying(shop, command, {
    folder,
    expectation: await expectation(),
    guards: ['sequences', 'migrations'],
  });
  expect(statuses(story)).toBe(
    'target done, repository skipped, command done, check done, restore-point skipped, apply done, files skipped, fix skipped, verify done',
  );
  expect(report).toMatchObject({ operation: 'verify', verdict: 'pass', ok: true, target: { name: 'production' } });
  expect(report.summary).toMatch(/^production was deployed: 2 migrations in \d+ ms, verified$/);
  expect(story).toMatchObject({ outcome: 'succeeded', forward: [], back: [], command });
  expect(story.migrations.map(({ id }) => id)).toEqual(Object.keys(two));
  expect(lines).toContain('Applying migration `20260102000000_note`');
  expect(await shop.query(`SELECT to_regclass('customers')::text AS made`)).toEqual([{ made: 'customers' }]);
});

test('a command that fails half-way: what is applied, what is not, and the commands that go on', async () => {
  const shop = await database(`${shopSql}; ${historySql}`);
  const broken = { ...two, '20260102000000_note': 'ALTER TABLE nowhere ADD COLUMN note text;' };
  const { folder, command, expectation } = prismaStandIn({ ...broken, '20260103000000_more': 'SELECT 1;' });
  const { report, story } = await deploying(shop, command, {
    folder,
    expectation: await expectation(),
    guards: ['sequences', 'migrations'],
  });
  console.log(formatNamed('tty')?.render(report, { color: false, all: false, width: 110 }));
  console.log(formatNamed('markdown')?.render(report, { color: false, all: false, width: 110 }));
  console.log(report.next, story.state);
  await setTimeout(1);
});
void sqlCommand;
