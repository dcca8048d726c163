import { expect, test } from 'vitest';
import { database } from '../support/database.ts';
import { deploying, sqlCommand } from './deploying.ts';

const shopSql = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders DEFAULT VALUES';

test('a deploy checks, runs the command on the target, verifies, and tells all of it in one report', async () => {
  const shop = await database(shopSql);
  const command = sqlCommand('CREATE TABLE customers (id serial PRIMARY KEY)');
  const { report, story } = await deploying(shop, command);
  expect(story.steps.map(({ step, status }) => `${step} ${status}`)).toEqual([
    'target done',
    'repository skipped',
    'command done',
    'check done',
    'restore-point skipped',
    'apply done',
    'files skipped',
    'fix skipped',
    'verify done',
  ]);
  expect(report).toMatchObject({ operation: 'verify', verdict: 'pass', ok: true, target: { name: 'production' } });
  expect(story).toMatchObject({ outcome: 'succeeded', forward: [], back: [], command });
  expect(report.summary).toBe('production was deployed: no migration was to be applied, verified');
  expect(await shop.query(`SELECT to_regclass('customers')::text AS made`)).toEqual([{ made: 'customers' }]);
});
