import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestOf } from '../../../../shared/guards/migrations/manifest/build.ts';
import { manifestText } from '../../../../shared/guards/migrations/manifest/text.ts';
import { repositoryAt } from '../../../../shared/guards/migrations/repository/walk.ts';
import { manifestSchema } from '../../../../shared/model/manifest.ts';
import { migrationSettingsSchema } from '../../../../shared/model/settings.ts';
import { folderWith } from '../../../support/command.ts';

const lock = { 'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n' };

function repository(files: Record<string, string>): string {
  const root = folderWith();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** A repository of Prisma with one migration for each text. */
function prisma(...texts: string[]): string {
  const migrations = texts.map((text, at) => [`prisma/migrations/2024010${at + 1}000000_step/migration.sql`, text]);
  return repository({ ...lock, ...Object.fromEntries(migrations) });
}

function manifest(root: string, { since, ...settings }: { since?: string; [setting: string]: unknown } = {}) {
  return manifestOf(repositoryAt(root), { settings: migrationSettingsSchema.parse(settings), since });
}

describe('a manifest', () => {
  it('of Lockstep itself expects nothing: what is about migrations is none', async () => {
    expect((await manifest('.')).projects.map(({ tool, directory }) => `${tool} ${directory}`)).toEqual([]);
  });

  it('holds the migrations in order, with what each does to which objects', async () => {
    const made = await manifest(prisma('CREATE TABLE a (id int);', 'ALTER TABLE a ADD COLUMN b int;'));
    expect(made.projects).toMatchObject([
      {
        tool: 'prisma',
        heads: ['20240102000000_step'],
        migrations: [{ effects: ['+table a', '+column a.id'] }, { effects: ['+column a.b'] }],
      },
    ]);
  });

  it('reads back as it was written, and the same files give the same bytes', async () => {
    const root = prisma('CREATE TABLE "Ünï" (id int);', 'SELECT 1;');
    const [one, other] = [manifestText(await manifest(root)), manifestText(await manifest(root))];
    expect(one).toBe(other);
    expect(manifestSchema.parse(JSON.parse(one))).toEqual(await manifest(root));
  });

  it('says once how files follow from ids, and each file that does not', async () => {
    const root = repository({
      ...lock,
      'prisma/migrations/1_a/migration.sql': '',
      'db/migrations/1_$&.up.sql': '',
      'db/migrations/2_b.up.sql': '',
    });
    const made = await manifest(root);
    const text = manifestText(made);
    expect(text).toContain('"files":"{id}/migration.sql"');
    expect(text).not.toContain('1_a/migration.sql');
    expect(manifestSchema.parse(JSON.parse(text))).toEqual(made);
    const [project] = made.projects;
    const odd = (files: (string | undefined)[]) => ({
      ...made,
      projects: project
        ? [{ ...project, migrations: files.map((file, at) => ({ id: `$&${at}`, ...(file ? { file } : {}) })) }]
        : [],
    });
    for (const files of [['$&0.sql', 'other.sql', '$&2.sql'], ['$&0.sql', undefined], ['{}$&0'], ['$&0/$&0'], ['x']]) {
      expect(manifestSchema.parse(JSON.parse(manifestText(odd(files))))).toEqual(odd(files));
    }
  });

  it('carries the SQL of those after a given migration alone', async () => {
    const root = prisma('SELECT 1;', 'SELECT 2;', 'SELECT 3;');
    const { projects } = await manifest(root, { since: '20240101000000_step' });
    expect(projects[0]?.migrations.map(({ sql }) => sql?.[0]?.text)).toEqual([undefined, 'SELECT 2;', 'SELECT 3;']);
    await expect(manifest(root, { since: 'nothing' })).rejects.toThrow('there is no migration nothing');
  });

  it('stays a few hundred kilobytes however much SQL there is: the oldest goes without', async () => {
    const root = prisma(...Array.from({ length: 9 }, () => `SELECT '${'x'.repeat(30_000)}';`));
    const made = await manifest(root);
    const kept = made.projects[0]?.migrations.map(({ sql }) => sql !== undefined);
    expect(kept).toEqual([...Array(8).fill(false), true]);
    expect(manifestText(made).length).toBeLessThan(100_000);
  });

  it('leaves samples and test data alone, unless the configuration names them', async () => {
    const root = repository({
      'test/prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
      'test/prisma/migrations/20240101000000_a/migration.sql': 'SELECT 1;',
    });
    expect((await manifest(root)).projects).toEqual([]);
    const named = await manifest(root, { projects: [{ tool: 'prisma', directory: './test/prisma/migrations/' }] });
    expect(named.projects).toMatchObject([{ tool: 'prisma', directory: 'test/prisma/migrations' }]);
  });

  it('leaves out the applications of tests in a project of Django, unless the configuration names its directory', async () => {
    const migration = 'class Migration(migrations.Migration):\n    operations = []\n';
    const root = repository({
      'manage.py': '',
      'shop/migrations/0001_initial.py': migration,
      'tests/fake/migrations/0001_initial.py': migration,
    });
    const ids = async (settings: object) =>
      (await manifest(root, { ...settings })).projects.flatMap(({ migrations }) => migrations.map(({ id }) => id));
    expect(await ids({})).toEqual(['shop.0001_initial']);
    expect(await ids({ projects: [{ tool: 'django' }] })).toEqual(['shop.0001_initial']);
    expect(await ids({ projects: [{ tool: 'django', directory: '.' }] })).toContain('fake.0001_initial');
  });

  it('says where a configured directory holds nothing', async () => {
    const { projects } = await manifest(prisma('SELECT 1;'), {
      projects: [{ tool: 'prisma', directory: 'elsewhere' }],
    });
    expect(projects[0]?.problems).toHaveLength(1);
  });

  it('takes up the files of migrations.extra, and refuses one that is not there', async () => {
    const root = prisma('CREATE TABLE a (id int);');
    writeFileSync(join(root, 'extra.sql'), 'ALTER TABLE a ADD CONSTRAINT positive CHECK (id > 0);');
    expect((await manifest(root, { extra: ['extra.sql'] })).extra).toMatchObject([
      { file: 'extra.sql', effects: ['+constraint a.positive'] },
    ]);
    await expect(manifest(root, { extra: ['gone.sql'] })).rejects.toThrow(/migrations\.extra names gone\.sql/);
  });

  it('says of a file of migrations.extra whether all of it could be read', async () => {
    const root = prisma('CREATE TABLE a (id int);');
    const add = 'ALTER TABLE a ADD CONSTRAINT positive CHECK (id > 0)';
    const texts = {
      'plain.sql': `DO $$ BEGIN ${add}; EXCEPTION WHEN duplicate_object THEN null; END $$;`,
      'condition.sql': `DO $$ BEGIN IF true THEN ${add}; END IF; END $$;`,
      'broken.sql': `${add}; SELEC 1;`,
    };
    for (const [file, text] of Object.entries(texts)) writeFileSync(join(root, file), text);
    const { extra } = await manifest(root, { extra: Object.keys(texts) });
    expect(extra?.map(({ effects, opaque }) => ({ effects, opaque }))).toEqual([
      { effects: ['+constraint a.positive'], opaque: undefined },
      { effects: [], opaque: true },
      { effects: ['+constraint a.positive'], opaque: true },
    ]);
  });

  it('loses nothing else where one file cannot be read', async () => {
    const root = prisma('SELECT 1;');
    const broken = 'prisma/migrations/20240102000000_broken/migration.sql';
    mkdirSync(dirname(join(root, broken)));
    writeFileSync(join(root, broken), new Uint8Array([0xff, 0xfe, 0x00]));
    const { projects } = await manifest(root);
    expect(projects[0]?.migrations.map(({ id }) => id)).toContain('20240101000000_step');
    expect(projects[0]?.problems).toMatchObject([{ file: expect.stringContaining('20240102000000_broken') }]);
  });
});
