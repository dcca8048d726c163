import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prisma } from '../../../../shared/guards/migrations/tools/prisma.ts';
import { bothSides, projects, repositoryOf, rowOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';

const init = '20230101000000_init';
const nickname = '20230201000000_nickname';
const orders = '20230301000000_orders';

describe('a Prisma project and its database', () => {
  it('are in step when all is deployed: so says prisma migrate status', async () => {
    const shop = await bothSides('prisma', 'up-to-date');
    expect(statuses(shop)).toEqual({ [init]: 'applied', [nickname]: 'applied' });
    expect(shop.project.problems).toEqual([]);
    expect(shop.history?.table).toBe('public._prisma_migrations');
    expect(shop.said.status).toContain('Database schema is up to date!');
    expect(rowOf(shop, init)).toMatchObject({
      checksum: shop.project.migrations[0]?.checksums?.[0],
      by: null,
      detail: null,
    });
    expect(rowOf(shop, init).durationMs).toBeLessThan(60_000);
    expect(Date.parse(rowOf(shop, init).appliedAt ?? '')).toBeGreaterThan(Date.parse('2026-01-01'));
  });

  it('are not when a migration came along, with the SQL that it will run', async () => {
    const shop = await bothSides('prisma', 'pending');
    expect(statuses(shop)).toMatchObject({ '20230301000000_locked_until': 'pending' });
    expect(shop.project.migrations[2]?.sql).toEqual([
      { line: 1, text: 'ALTER TABLE "users" ADD COLUMN "locked_until" TIMESTAMPTZ;\n' },
    ]);
    expect(shop.said.status).toMatch(/have not yet been applied:\n20230301000000_locked_until/);
  });

  it('have no history where nothing was ever deployed', async () => {
    const shop = await bothSides('prisma', 'fresh');
    expect(shop.history).toBeNull();
    expect(statuses(shop)).toEqual({ [init]: 'pending', [nickname]: 'pending' });
  });

  it('stop at a failed migration, with what Prisma wrote down about it', async () => {
    const shop = await bothSides('prisma', 'failed');
    expect(statuses(shop)).toEqual({ [init]: 'applied', [nickname]: 'applied', [orders]: 'failed' });
    expect(rowOf(shop, orders).detail).toBe('external connector error\nNo such table: customers');
    expect(shop.said['deploy again']).toContain('P3009');
    expect(shop.said.status).toContain('Following migration have failed:');
  });

  it('differ in an edited migration, of which neither status nor deploy says a word', async () => {
    const shop = await bothSides('prisma', 'edited');
    expect(statuses(shop)).toEqual({ [init]: 'applied', [nickname]: 'edited' });
    expect(shop.said.deploy).toContain('No pending migrations to apply.');
    expect(shop.said.status).toContain('Database schema is up to date!');
  });

  it('count what was squashed as done, as Prisma does: the old rows stay, and the first file left was only recorded', async () => {
    const shop = await bothSides('prisma', 'squashed');
    expect(statuses(shop)).toEqual({ '20230401000000_squashed': 'baseline' });
    expect(shop.said.status).toContain('Database schema is up to date!');
  });

  it('differ in a renamed migration, which Prisma would run again', async () => {
    const shop = await bothSides('prisma', 'renamed');
    expect(statuses(shop)).toEqual({
      [init]: 'applied',
      '20230201000000_add_nickname': 'out-of-order',
      [nickname]: 'missing-from-repository',
    });
    expect(shop.said.status).toContain('20230201000000_add_nickname');
  });

  it('agree on a migration that was only recorded, of which status says nothing: its column is missing', async () => {
    const shop = await bothSides('prisma', 'stamped');
    expect(statuses(shop)).toMatchObject({ '20230301000000_locked_until': 'baseline' });
    expect(shop.said.status).toContain('Database schema is up to date!');
  });

  it('differ in a deleted migration, of which prisma migrate status does not say a word', async () => {
    const shop = await bothSides('prisma', 'deleted');
    expect(statuses(shop)).toEqual({ [init]: 'applied', [nickname]: 'missing-from-repository' });
    expect(shop.said.status).toContain('Database schema is up to date!');
  });

  it('differ in a late migration, which Prisma runs all the same', async () => {
    const shop = await bothSides('prisma', 'late');
    expect(statuses(shop)).toEqual({ [init]: 'applied', '20230115000000_age': 'out-of-order', [nickname]: 'applied' });
  });

  it('diverge', async () => {
    const shop = await bothSides('prisma', 'diverged');
    expect(statuses(shop)).toMatchObject({ [nickname]: 'missing-from-repository', '20230202000000_other': 'pending' });
    expect(shop.said.status).toContain(
      'Your local migration history and the migrations table from your database are different',
    );
  });

  it('agree on a baseline, which stands for its own migration alone', async () => {
    const shop = await bothSides('prisma', 'baseline');
    expect(statuses(shop)).toEqual({ [init]: 'baseline', [nickname]: 'applied' });
    expect(rowOf(shop, init).durationMs).toBeNull();
  });

  it('are not in step after a roll-back, though prisma migrate status says so', async () => {
    const shop = await bothSides('prisma', 'rolled-back');
    expect(rowOf(shop, orders).status).toBe('rolled-back');
    expect(statuses(shop)[orders]).toBe('pending');
    expect(shop.said.status).toContain('Database schema is up to date!');
  });

  it('are in step when the second attempt went well', async () => {
    const shop = await bothSides('prisma', 'retried');
    expect(shop.history?.recorded.filter(({ id }) => id === orders).map(({ status }) => status)).toEqual([
      'rolled-back',
      'applied',
    ]);
    expect(statuses(shop)[orders]).toBe('applied');
  });

  it('are in step where git changed the line endings, either way', async () => {
    const shop = await bothSides('prisma', 'crlf');
    expect(Object.values(statuses(shop))).toEqual(['applied', 'applied', 'applied']);
  });
});

describe('a failure that the native engine wrote down', () => {
  it('is told without the trace of the engine', () => {
    const logs = `A migration failed to apply.\n\nDatabase error code: 42703\n\nDatabase error:\nERROR: column "x" does not exist\n\nDbError { severity: "ERROR", code: SqlState(E42703) }\n\n   0: sql_schema_connector::apply_migration::apply_script\n           with migration_name="a"`;
    const row = { name: 'a', checksum: '', startedAt: '', finishedAt: null, rolledBackAt: null, durationMs: null };
    const table = { tool: 'prisma', schema: 'public', name: '', columns: [], unreadable: null } as const;
    const { recorded } = prisma.read([{ ...row, steps: 0, logs }], { ...table, columns: [] });
    expect(recorded[0]?.detail).toBe(
      'A migration failed to apply.\n\nDatabase error code: 42703\n\nDatabase error:\nERROR: column "x" does not exist',
    );
  });

  it('has another shape where a table only looks like it', () => {
    const table = { tool: 'prisma', schema: 'public', name: '', columns: [], unreadable: null } as const;
    expect(() => prisma.read([{ name: 5 }], { ...table, columns: [] })).toThrow();
  });
});

describe("Prisma's checksums", () => {
  it('are ours, whatever the file is made of', async () => {
    const shop = await bothSides('prisma', 'checksums');
    expect(shop.project.migrations).toHaveLength(9);
    for (const { id, checksums } of shop.project.migrations) {
      expect(checksums?.[0], id).toBe(rowOf(shop, id).checksum);
    }
  });

  /** prisma-engines, schema-connector/src/checksum.rs, line by line. */
  function prismaTakesFor(script: string, checksum: string): boolean {
    return [script, script.replaceAll('\r\n', '\n'), script.replaceAll('\n', '\r\n')].some((each) => {
      const bytes = [...createHash('sha256').update(each).digest()];
      const isOld = checksum !== '' && checksum.length !== 64;
      return bytes.map((byte) => byte.toString(16).padStart(isOld ? 1 : 2, '0')).join('') === checksum;
    });
  }

  it('accept what Prisma accepts: other line endings, and hex without leading zeros of old versions', async () => {
    const script = fc
      .array(fc.constantFrom('a', ';', '\r\n', '\n', '\r', 'ü', '\ufeff'), { maxLength: 6 })
      .map((all) => all.join(''));
    const form = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.replaceAll('\r\n', '\n'),
      (text) => text.replaceAll('\n', '\r\n'),
      (text) => `${text} `,
    );
    await fc.assert(
      fc.asyncProperty(script, form, fc.boolean(), async (text, change, old) => {
        const bytes = [...createHash('sha256').update(change(text)).digest()];
        const checksum = bytes.map((byte) => byte.toString(16).padStart(old ? 1 : 2, '0')).join('');
        const [project] = await projects('prisma', repositoryOf({ 'prisma/migrations/1_a/migration.sql': text }));
        const [migration] = project?.migrations ?? [];
        if (!migration || !prisma.edited) throw new Error('no migration');
        const recorded = { ...nothing, id: '1_a', checksum };
        expect(prisma.edited(migration, recorded)).toBe(!prismaTakesFor(text, checksum));
      }),
    );
  });
});

const nothing = { status: 'applied', appliedAt: null, durationMs: null, by: null, detail: null } as const;

describe('a repository with Prisma', () => {
  const lock = 'provider = "postgresql"\n';

  it('has its migrations wherever the lock file is', async () => {
    const found = await projects(
      'prisma',
      repositoryOf({
        'apps/api/db/history/migration_lock.toml': lock,
        'apps/api/db/history/1_a/migration.sql': 'SELECT 1',
      }),
    );
    expect(found).toMatchObject([
      { directory: 'apps/api/db/history', migrations: [{ id: '1_a', file: '1_a/migration.sql' }] },
    ]);
  });

  it('has them where prisma.config.ts says', async () => {
    const found = await projects(
      'prisma',
      repositoryOf({
        'prisma.config.ts': `import path from 'node:path';\nexport default defineConfig({ schema: './db', migrations: { path: path.join('db', 'history') } });`,
        'db/history/1_a/migration.sql': 'SELECT 1',
      }),
    );
    expect(found.map(({ directory }) => directory)).toEqual(['db/history']);
  });

  it('has them beside the schema before there is a lock file, unless they are for another database', async () => {
    const files = (provider: string) => ({
      'db/main.prisma': `datasource db {\n  provider = "${provider}"\n}\n`,
      'db/migrations/1_a/migration.sql': 'SELECT 1',
    });
    expect(await projects('prisma', repositoryOf(files('postgresql')))).toHaveLength(1);
    expect(await projects('prisma', repositoryOf(files('mysql')))).toEqual([]);
  });

  it('is none of ours where the lock file names another database', async () => {
    const files = {
      'prisma/migrations/migration_lock.toml': 'provider = "sqlite"',
      'prisma/migrations/1_a/migration.sql': '',
    };
    expect(await projects('prisma', repositoryOf(files))).toEqual([]);
    const [asked] = await projects('prisma', repositoryOf(files), { directory: 'prisma/migrations' });
    expect(asked?.problems).toMatchObject([{ message: 'its provider is sqlite, not postgresql' }]);
  });

  it('names what it cannot understand: a folder without its file, a conflict, bytes', async () => {
    const [project] = await projects(
      'prisma',
      repositoryOf({
        'prisma/migrations/migration_lock.toml': lock,
        'prisma/migrations/1_a/migration.sql':
          'SELECT 1;\n<<<<<<< HEAD\nSELECT 2;\n=======\nSELECT 3;\n>>>>>>> feature\n',
        'prisma/migrations/2_b/notes.md': 'later',
        'prisma/migrations/3_c/migration.sql': 'SELECT \0',
      }),
    );
    expect(project?.problems).toEqual([
      { file: 'prisma/migrations/1_a/migration.sql', line: 2, message: 'a merge conflict in it is not resolved' },
      { file: 'prisma/migrations/3_c/migration.sql', message: 'it is no text' },
      {
        file: 'prisma/migrations/2_b',
        message: 'in this folder there is no migration.sql: Prisma refuses to run anything',
        certain: true,
      },
    ]);
    expect(project?.migrations).toEqual([
      { id: '1_a', file: '1_a/migration.sql', opaque: true },
      { id: '3_c', file: '3_c/migration.sql', opaque: true },
    ]);
  });
});

describe('what a person is told to type', () => {
  it('is a command that a shell takes as it is meant, whatever the folder is called', () => {
    if (typeof prisma.commands === 'function') throw new Error('commands of a variant');
    expect(prisma.commands.resolve?.(orders)).toEqual([`npx prisma migrate resolve --rolled-back ${orders}`]);
    expect(prisma.commands.markApplied?.("1_it's; ls")).toEqual([
      `npx prisma migrate resolve --applied '1_it'\\''s; ls'`,
    ]);
  });
});

it('says once how many folders hold no SQL, and which of them are the work of a tool around Prisma', async () => {
  const folders = ['1_a/migration.sql', '2_b/migration.ts', '3_c/migration.ts', '3_c/data.ts', '4_d/', '5_e/'];
  const files = folders.map((path) => [`prisma/migrations/${path.endsWith('/') ? `${path}notes.md` : path}`, '']);
  const [project] = await projects('prisma', repositoryOf(Object.fromEntries(files)));
  expect(project?.migrations.map(({ id }) => id)).toEqual(['1_a']);
  expect(project?.problems).toEqual([
    {
      file: 'prisma/migrations',
      message: 'in 2 folders, of which 4_d is the first, there is no migration.sql: Prisma refuses to run anything',
      certain: true,
    },
    {
      file: 'prisma/migrations',
      message: expect.stringContaining('in 2 folders, of which 2_b is the first, there are programs in place of'),
      certain: true,
    },
  ]);
});
