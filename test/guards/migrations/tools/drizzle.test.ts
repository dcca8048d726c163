import { describe, expect, it } from 'vitest';
import { drizzle } from '../../../../shared/guards/migrations/tools/drizzle.ts';
import { bothSides, projects, repositoryIn, repositoryOf, rowOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';

const applied = { '0000_init': 'applied', '0001_nickname': 'applied' };

describe('a Drizzle project with a journal and its database', () => {
  it('are in step when all is migrated', async () => {
    const shop = await bothSides('drizzle', 'up-to-date');
    expect(statuses(shop)).toEqual(applied);
    expect(shop.project).toMatchObject({ directory: 'drizzle', variant: 'journal', transaction: 'all', problems: [] });
    expect(shop.history?.table).toBe('drizzle.__drizzle_migrations');
    expect(shop.history?.recorded[0]).toMatchObject({ order: shop.project.migrations[0]?.order, appliedAt: null });
  });

  it('are not when a migration came along, with the SQL that it will run', async () => {
    const shop = await bothSides('drizzle', 'pending');
    expect(statuses(shop)).toEqual({ ...applied, '0002_locked_until': 'pending' });
    expect(shop.project.migrations[2]?.sql).toEqual([
      { line: 1, text: 'ALTER TABLE "users" ADD COLUMN "lockedUntil" integer;' },
    ]);
  });

  it('have no history where nothing was ever migrated', async () => {
    const shop = await bothSides('drizzle', 'fresh');
    expect(shop.history).toBeNull();
    expect(Object.values(statuses(shop))).toEqual(['pending', 'pending']);
  });

  it('part for ever at an older migration that was merged late, while drizzle-kit reports success', async () => {
    const shop = await bothSides('drizzle', 'skipped');
    expect(statuses(shop)).toEqual({ ...applied, '0002_age': 'will-be-skipped' });
    expect(shop.said.migrate).toContain('migrations applied successfully!');
    expect(shop.project.problems).toMatchObject([
      { line: 23, certain: true, message: expect.stringContaining('0001_nickname') },
    ]);
    expect(
      await shop.database.query(
        `SELECT attname FROM pg_attribute WHERE attrelid = 'public.users'::regclass AND attname = 'age'`,
      ),
    ).toEqual([]);
  });

  it('know nothing of a failure: all of it was rolled back, and is still to be run', async () => {
    expect(statuses(await bothSides('drizzle', 'failed'))).toEqual({ ...applied, '0002_orders': 'pending' });
  });

  it('differ in an edited migration, of which drizzle-kit does not say a word', async () => {
    const shop = await bothSides('drizzle', 'edited');
    expect(statuses(shop)).toEqual({ ...applied, '0001_nickname': 'edited' });
    expect(shop.said.migrate).toContain('migrations applied successfully!');
  });

  it('differ in a deleted migration, of which drizzle-kit does not say a word', async () => {
    const shop = await bothSides('drizzle', 'deleted');
    const row = shop.history?.recorded[1]?.id ?? '';
    expect(statuses(shop)).toEqual({ '0000_init': 'applied', [row]: 'missing-from-repository' });
    expect(shop.said.migrate).toContain('migrations applied successfully!');
  });

  it('meet in the table that drizzle.config.ts names', async () => {
    const shop = await bothSides('drizzle', 'custom-table');
    expect(shop.history?.table).toBe('deploys.applied');
    expect(shop.place.table).toBe('deploys.applied');
    expect(statuses(shop)).toEqual(applied);
  });

  it('have the same hashes, whatever the files are made of', async () => {
    const shop = await bothSides('drizzle', 'checksums');
    expect(shop.project.migrations).toHaveLength(8);
    for (const { order, checksums } of shop.project.migrations) {
      expect(rowOf(shop, order ?? '').checksum).toBe(checksums?.[0]);
    }
  });
});

describe('a Drizzle project with folders and its database', () => {
  it('are in step when all is migrated, and know when that was', async () => {
    const shop = await bothSides('drizzle', 'up-to-date', 'drizzle-1');
    expect(Object.entries(statuses(shop))).toEqual([
      [expect.stringMatching(/^\d{14}_init$/), 'applied'],
      [expect.stringMatching(/^\d{14}_nickname$/), 'applied'],
    ]);
    expect(shop.project).toMatchObject({ variant: 'folders', transaction: 'all', problems: [] });
    expect(shop.history?.recorded[0]?.appliedAt).toMatch(/^20\d\d-/);
  });

  it('are not when a migration came along', async () => {
    expect(statuses(await bothSides('drizzle', 'pending', 'drizzle-1'))).toMatchObject({
      '29990101000000_age': 'pending',
    });
  });

  it('differ in an older migration that was merged late, which drizzle-kit runs', async () => {
    const id = '20200101000000_age';
    expect(statuses(await bothSides('drizzle', 'late', 'drizzle-1'))).toMatchObject({ [id]: 'out-of-order' });
    expect(statuses(await bothSides('drizzle', 'late-run', 'drizzle-1'))).toMatchObject({ [id]: 'applied' });
  });

  it('are in step after drizzle-kit up, before and after the table was given names', async () => {
    for (const scenario of ['upgraded', 'upgraded-and-migrated']) {
      expect(Object.values(statuses(await bothSides('drizzle', scenario, 'drizzle-1')))).toEqual([
        'applied',
        'applied',
      ]);
    }
  });

  it('are in step as well where the code went back to the journal, and the table kept its names', async () => {
    const [project = null] = await projects('drizzle', repositoryIn('test/histories/drizzle/up-to-date/repository'));
    const { history } = await bothSides('drizzle', 'upgraded-and-migrated', 'drizzle-1');
    expect(statuses({ project, history })).toEqual(applied);
  });
});

describe('a journal', () => {
  it('that is half-written says nothing, and where it ends', async () => {
    const { project, said } = await bothSides('drizzle', 'half-written');
    expect(project.migrations).toEqual([]);
    expect(project.problems).toEqual([
      { file: 'drizzle/meta/_journal.json', line: 16, message: 'it is half-written, or no JSON' },
    ]);
    expect(said.migrate).not.toContain('successfully');
  });

  it('with a merge conflict says nothing, and where that is', async () => {
    const { project } = await bothSides('drizzle', 'conflict');
    expect(project.migrations).toEqual([]);
    expect(project.problems).toEqual([
      { file: 'drizzle/meta/_journal.json', line: 13, message: 'a merge conflict in it is not resolved' },
    ]);
  });

  it('names a file that is not there: drizzle-kit refuses all', async () => {
    const shop = await bothSides('drizzle', 'without-file');
    expect(shop.project.problems).toMatchObject([
      {
        file: 'drizzle/meta/_journal.json',
        line: 16,
        message: '0001_nickname.sql is not there: Drizzle refuses to run anything',
      },
    ]);
    expect(shop.said.migrate).not.toContain('successfully');
    expect(statuses(shop)).toEqual(applied);
  });

  it('lacks a file that lies beside it: drizzle-kit never runs it', async () => {
    const shop = await bothSides('drizzle', 'left-out');
    expect(shop.project.problems).toEqual([
      {
        file: 'drizzle/0002_age.sql',
        message: 'it is not in meta/_journal.json: Drizzle never runs it',
        certain: true,
      },
    ]);
    expect(statuses(shop)).toEqual(applied);
  });

  const journal = (...entries: object[]) => JSON.stringify({ version: '7', dialect: 'postgresql', entries }, null, 2);
  const reading = async (text: string) => {
    const [project] = await projects(
      'drizzle',
      repositoryOf({ 'drizzle/meta/_journal.json': text, 'drizzle/0000_a.sql': '', 'drizzle/0001_b.sql': '' }),
    );
    return project;
  };

  it('may not have a name or a time twice', async () => {
    const entries = [
      { when: 5, tag: '0000_a' },
      { when: 5, tag: '0001_b' },
      { when: 6, tag: '0000_a' },
    ];
    expect((await reading(journal(...entries)))?.problems).toEqual([
      {
        file: 'drizzle/meta/_journal.json',
        line: 11,
        message: '0001_b has the same "when" as 0000_a: Drizzle leaves it out',
      },
      { file: 'drizzle/meta/_journal.json', line: 15, message: '0000_a is in it twice' },
    ]);
  });

  it('of another shape is none, and leads nowhere', async () => {
    for (const text of [
      '[]',
      'null',
      '{"entries": 5}',
      journal({ when: 'now', tag: 'a' }),
      journal({ when: 1, tag: '../../etc/passwd' }),
    ]) {
      const project = await reading(text);
      expect(project?.migrations, text).toEqual([]);
      expect(project?.problems[0]?.message, text).toMatch(/^it is not a journal of Drizzle/);
    }
  });

  it('of another database is none of ours', async () => {
    const files = { 'drizzle/meta/_journal.json': journal().replace('postgresql', 'sqlite') };
    expect(await projects('drizzle', repositoryOf(files))).toEqual([]);
  });
});

describe('folders', () => {
  it('of Prisma are not taken for those of Drizzle, nor those of another database', async () => {
    const folder = (root: string, dialect: string) => ({
      [`${root}/20230101000000_a/migration.sql`]: '',
      [`${root}/20230101000000_a/snapshot.json`]: JSON.stringify({ dialect }),
    });
    const prisma = { ...folder('prisma/migrations', 'postgres'), 'prisma/migrations/migration_lock.toml': '' };
    expect(await projects('drizzle', repositoryOf(prisma))).toEqual([]);
    expect(await projects('drizzle', repositoryOf(folder('drizzle', 'mysql')))).toEqual([]);
    expect(await projects('drizzle', repositoryOf(folder('out', 'postgres')))).toMatchObject([{ directory: 'out' }]);
  });
});

it('what Drizzle does with a late migration depends on the layout', () => {
  if (typeof drizzle.late !== 'function') throw new Error('it does not');
  expect([drizzle.late('journal'), drizzle.late('folders'), drizzle.late()]).toEqual(['skips', 'runs', 'skips']);
});
