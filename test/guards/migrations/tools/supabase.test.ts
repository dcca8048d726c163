import { describe, expect, it } from 'vitest';
import { bothSides, historyOf, projects, repositoryOf, rowOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';
import { database } from '../../../support/database.ts';

const init = '20230101000000';
const nickname = '20230201000000';
const applied = { [init]: 'applied', [nickname]: 'applied' };

describe('a Supabase project and its database', () => {
  it('are in step when all is pushed', async () => {
    const shop = await bothSides('supabase', 'up-to-date');
    expect(statuses(shop)).toEqual(applied);
    expect(shop.project).toMatchObject({ directory: 'supabase/migrations', transaction: 'each', problems: [] });
    expect(shop.history?.table).toBe('supabase_migrations.schema_migrations');
  });

  it('are not when a migration came along, as supabase migration list shows', async () => {
    const shop = await bothSides('supabase', 'pending');
    expect(statuses(shop)).toEqual({ ...applied, '20230301000000': 'pending' });
    expect(shop.said.list).toMatch(/`20230301000000` \| ` `/);
  });

  it('have no history where nothing was ever pushed', async () => {
    const shop = await bothSides('supabase', 'fresh');
    expect(shop.history).toBeNull();
    expect(Object.values(statuses(shop))).toEqual(['pending', 'pending']);
  });

  it('part at an older migration that was merged late, which the tool refuses', async () => {
    const shop = await bothSides('supabase', 'late');
    expect(statuses(shop)).toEqual({ ...applied, '20230115000000': 'out-of-order' });
    expect(shop.said.push).toContain('to be inserted before the last migration on remote database');
  });

  it('part at a deleted migration, which the tool refuses as well', async () => {
    const shop = await bothSides('supabase', 'deleted');
    expect(statuses(shop)).toEqual({ [init]: 'applied', [nickname]: 'missing-from-repository' });
    expect(shop.said.push).toContain(`supabase migration repair --status reverted ${nickname}`);
  });

  it('part at an edited migration, of which the tool does not say a word', async () => {
    const shop = await bothSides('supabase', 'edited');
    expect(statuses(shop)).toEqual({ [init]: 'applied', [nickname]: 'edited' });
    expect(shop.said.push).toContain('Remote database is up to date.');
  });

  it('know nothing of a failure: all of its migration was rolled back', async () => {
    const shop = await bothSides('supabase', 'failed');
    expect(statuses(shop)).toEqual({ ...applied, '20230301000000': 'pending' });
    expect(shop.said.push).toContain('relation "customers" does not exist');
    expect(await shop.database.query(`SELECT to_regclass('public.orders') AS orders`)).toEqual([{ orders: null }]);
  });

  it('say the same after a repair, which runs nothing', async () => {
    const shop = await bothSides('supabase', 'repaired');
    expect(statuses(shop)).toEqual(applied);
    expect(await shop.database.query(`SELECT to_regclass('public.users') AS users`)).toEqual([{ users: null }]);
  });

  it('agree on every file, however its statements were taken apart', async () => {
    const shop = await bothSides('supabase', 'checksums');
    expect(shop.project.migrations).toHaveLength(10);
    for (const { id, file, checksums } of shop.project.migrations) {
      const recorded = rowOf(shop, id).checksum;
      expect(recorded, id).toBe(file?.endsWith('_empty.sql') ? null : checksums?.[0]);
    }
  });

  it('agree that an index can be built concurrently where that is all of the file', async () => {
    const shop = await bothSides('supabase', 'concurrently');
    const outside = shop.project.migrations.filter(({ outsideTransaction }) => outsideTransaction);
    expect(outside.map(({ file }) => file)).toEqual(['20230301000000_alone.sql']);
    expect(await shop.database.query(`SELECT to_regclass('public.by_email') IS NOT NULL AS built`)).toEqual([
      { built: true },
    ]);
  });

  it('have nothing to compare where an old version of the tool kept no statements', async () => {
    const shop = await database(`CREATE SCHEMA supabase_migrations;
      CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY);
      INSERT INTO supabase_migrations.schema_migrations VALUES ('20230101000000')`);
    expect(await historyOf('supabase', shop)).toMatchObject({
      recorded: [{ id: init, checksum: null, status: 'applied' }],
    });
  });
});

it('files that the tool leaves out, or fails at, are named', async () => {
  const [project] = await projects(
    'supabase',
    repositoryOf({
      'supabase/migrations/20210101000000_init.sql': '',
      'supabase/migrations/20230101000000_a.sql': '',
      'supabase/migrations/20230101000000_b.sql': '',
      'supabase/migrations/README.md': '',
      'supabase/migrations/later.sql': '',
    }),
  );
  expect(project?.migrations.map(({ file }) => file)).toEqual(['20230101000000_a.sql', '20230101000000_b.sql']);
  expect(project?.problems).toEqual([
    {
      file: 'supabase/migrations/20230101000000_b.sql',
      message: 'it has the same version as 20230101000000_a.sql: Supabase fails at it',
      certain: true,
    },
    {
      file: 'supabase/migrations/later.sql',
      message: 'Supabase skips it: its name is not <version>_<name>.sql',
      certain: true,
    },
  ]);
});

it('what Drizzle writes into supabase/migrations is applied by Supabase', async () => {
  const repository = repositoryOf({
    'supabase/config.toml': '',
    'supabase/migrations/20230101000000_a.sql': '',
    'supabase/migrations/meta/_journal.json': '{"dialect": "postgresql", "entries": []}',
  });
  expect(await projects('drizzle', repository)).toEqual([]);
  expect(await projects('supabase', repository)).toHaveLength(1);
});
