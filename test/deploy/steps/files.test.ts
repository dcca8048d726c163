import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extraFrom } from '../../../shared/guards/migrations/manifest/build.ts';
import { repositoryAt } from '../../../shared/guards/migrations/repository/walk.ts';
import { folderWith } from '../../support/command.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { type DeployWish, deploying, stepsOf } from '../deploying.ts';

const shopSql = 'CREATE TABLE orders (id serial PRIMARY KEY, total int); INSERT INTO orders (total) VALUES (-1)';

/** Deploys with these files behind the command. */
async function withFiles(shop: TestDatabase, files: Record<string, string>, wish: DeployWish = {}) {
  const folder = folderWith(files);
  const names = Object.keys(files);
  const after = await Promise.all(names.map((name) => extraFrom(repositoryAt(folder), name, 'deploy.after')));
  const settings = { deploy: { after: names } };
  const told = await deploying(shop, ['true'], { folder, settings, after, guards: ['migrations'], ...wish });
  return { ...told, step: told.story.steps[6], folder };
}

test('files are applied in order, each in a transaction, and verify proves what they leave behind', async () => {
  const shop = await database(shopSql);
  const files = {
    'a.sql': 'BEGIN;\nCREATE TABLE IF NOT EXISTS notes (id int);\nCOMMIT;',
    'b.sql': '\uFEFFCREATE OR REPLACE VIEW seen AS SELECT id FROM notes;',
  };
  const { report, story, step } = await withFiles(shop, files);
  expect(step).toMatchObject({ status: 'done', message: 'applied a.sql, b.sql' });
  expect(report).toMatchObject({ verdict: 'pass' });
  expect(story.state).toContain('applied besides: a.sql, b.sql');
  expect((await withFiles(shop, files)).report.verdict).toBe('pass');
});

test('a file that fails leaves nothing of itself, names its line, and ends the deploy', async () => {
  const shop = await database(shopSql);
  const { report, story, step } = await withFiles(shop, {
    'a.sql': 'CREATE TABLE notes (id int);',
    'b.sql':
      '-- first\nCREATE TABLE more (id int);\n\n/* then\n*/ ALTER TABLE orders\n  ADD CONSTRAINT positive CHECK (total > 0);\nSELECT 1;',
  });
  expect(step).toMatchObject({
    status: 'failed',
    message: expect.stringMatching(
      /^b\.sql failed in line 5: check constraint "positive".*violated by some row; nothing of it was kept, 1 file before it was$/,
    ),
  });
  expect(story).toMatchObject({ outcome: 'failed', forward: [expect.stringMatching(/^lockstep deploy /)] });
  expect(report.findings.map(({ code }) => code)).toEqual(['deploy/files-failed', 'migrations/extra-missing']);
  expect(await shop.query(`SELECT to_regclass('notes') IS NOT NULL AS a, to_regclass('more') IS NULL AS b`)).toEqual([
    { a: true, b: true },
  ]);
});

test('one that cannot be applied twice is told how', async () => {
  const shop = await database(shopSql);
  const files = { 'a.sql': 'CREATE TABLE notes (id int);' };
  await withFiles(shop, files);
  const { report } = await withFiles(shop, files);
  expect(report.findings[0]).toMatchObject({
    message: 'a.sql failed in line 1: relation "notes" already exists',
    remedy: { summary: expect.stringContaining('IF NOT EXISTS') },
  });
});

test('a lock that does not come free is waited for as long as limits say', async () => {
  const shop = await database(shopSql);
  const other = await shop.connect();
  await other.query('BEGIN; LOCK TABLE orders');
  const { report } = await withFiles(
    shop,
    { 'a.sql': 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;' },
    {
      settings: { deploy: { after: ['a.sql'] }, limits: { lockSeconds: 0.2 } },
    },
  );
  expect(report.findings[0]).toMatchObject({
    code: 'deploy/files-failed',
    message: expect.stringContaining('lock timeout'),
  });
});

test('what is no plain SQL, or has transactions of its own, is refused by the plan already', async () => {
  const shop = await database(shopSql);
  const planned = async (text: string) => {
    const folder = folderWith();
    writeFileSync(join(folder, 'a.sql'), text);
    const { report } = await deploying(shop, ['true'], {
      folder,
      plan: true,
      settings: { deploy: { after: ['a.sql'] } },
    });
    return report.findings[0]?.message;
  };
  expect(await planned('SELECT 1;\n\\i other.sql')).toMatch(/^a\.sql cannot be read in line 2: /);
  expect(await planned('SELECT 1;\nCOMMIT;\nSELECT 2;')).toBe(
    'a.sql has a transaction of its own in line 2, and is applied in one',
  );
  expect(await planned('CREATE INDEX IF NOT EXISTS a ON orders (id);\nREINDEX TABLE CONCURRENTLY orders')).toBe(
    'a.sql has REINDEX CONCURRENTLY in line 2, which cannot run in a transaction',
  );
  expect(await planned('SELECT 1;')).toBeUndefined();
});

test('a file that cannot be applied stops the deploy before the command has run', async () => {
  const shop = await database(shopSql);
  const files = { 'a.sql': 'SELECT 1;', 'b.sql': 'CREATE INDEX CONCURRENTLY total ON orders (total);' };
  const { report, story } = await withFiles(shop, files);
  expect(story).toMatchObject({ outcome: 'refused', state: ['nothing was changed'] });
  expect(stepsOf(story)).toContain('repository failed, command not-reached');
  expect(report.findings[0]).toMatchObject({
    code: 'deploy/files-failed',
    message: 'b.sql has CREATE INDEX CONCURRENTLY in line 1, which cannot run in a transaction',
  });
});

test("what a file sets for its session, as those of pg_dump do, is not the next one's", async () => {
  const shop = await database(shopSql);
  const { step } = await withFiles(shop, {
    'a.sql': `SELECT pg_catalog.set_config('search_path', '', false); SET row_security = off; SET ROLE pg_monitor;
      RESET ROLE; CREATE TABLE IF NOT EXISTS public.notes (id int); SET ROLE pg_monitor;`,
    'b.sql': 'CREATE OR REPLACE VIEW seen AS SELECT id, current_user AS by FROM notes;',
  });
  expect(step).toMatchObject({ status: 'done' });
});
