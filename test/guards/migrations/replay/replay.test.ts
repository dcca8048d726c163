import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { manifestOf } from '../../../../shared/guards/migrations/manifest/build.ts';
import { snapshotIn } from '../../../../shared/guards/migrations/replay/read-snapshot.ts';
import { type ReplayOptions, replay } from '../../../../shared/guards/migrations/replay/replay.ts';
import { repositoryAt } from '../../../../shared/guards/migrations/repository/walk.ts';
import type { Manifest } from '../../../../shared/model/manifest.ts';
import type { Target } from '../../../../shared/model/request.ts';
import { settingsSchema } from '../../../../shared/model/settings.ts';
import type { Snapshot, SnapshotObject } from '../../../../shared/model/snapshot.ts';
import { connectTo } from '../../../../shared/session/connect-to.ts';
import { history } from '../../../histories/history.ts';
import { database } from '../../../support/database.ts';
import { houseFor } from '../../../support/lockstep.ts';

const { limits, migrations: settings } = settingsSchema.parse({});

function options(url: string, others: Partial<ReplayOptions> = {}): ReplayOptions {
  return { limits, house: houseFor(), url, command: [], folder: '.', ...others };
}

/** What an existing database comes to. */
async function snapshotOf(url: string, { projects }: Manifest): Promise<Snapshot> {
  const target = { ...({} as Target), name: 'tool', url, secret: null, driver: null };
  const { driver } = await connectTo(target, 'test', { limits, house: houseFor() });
  return snapshotIn(driver, projects).finally(() => driver.end());
}

/** What a replay comes to, and what the tool itself left behind when it was recorded. */
async function bothSnapshots(tool: string, scenario: string) {
  const { folder, url } = await history(tool, scenario);
  const shadow = await database();
  let theirs: SnapshotObject[] = [];
  const made = await manifestOf(repositoryAt(folder), {
    settings,
    replayed: async (whole) => {
      theirs = (await snapshotOf(url, whole)).objects;
      return (await replay(whole, options(shadow.url))).snapshot;
    },
  });
  return { ours: made.snapshot?.objects ?? [], theirs };
}

const manifest: Manifest = { manifest: 1, lockstep: '0', git: null, projects: [] };

function withSql(text: string): Manifest {
  const migrations = [{ id: 'm', file: 'm.sql', sql: [{ line: 1, text }] }];
  return {
    ...manifest,
    projects: [{ tool: 'prisma', directory: '', transaction: 'none', migrations, heads: ['m'], problems: [] }],
  };
}

async function snapshotFor(text: string): Promise<SnapshotObject[]> {
  const { url } = await database();
  return (await replay(withSql(text), options(url))).snapshot.objects;
}

describe('the snapshot', () => {
  it.each([
    ['prisma', 'up-to-date'],
    ['alembic', 'up-to-date'],
    ['knex', 'up-to-date'],
    ['drizzle', 'up-to-date'],
  ])('of %s is that of the database that the tool itself made', async (tool, scenario) => {
    const { ours, theirs } = await bothSnapshots(tool, scenario);
    expect(theirs.length).toBeGreaterThan(5);
    // The recordings hold no comments, and a replay no history, with the schema that it may have for itself.
    expect(ours.filter(({ kind }) => kind !== 'comment')).toEqual(theirs.filter(({ is }) => is.histories !== 'only'));
  });

  it('of Rails is so too, but for the names that Rails makes up for foreign keys', async () => {
    const { ours, theirs } = await bothSnapshots('rails', 'up-to-date');
    const plain = (objects: SnapshotObject[]) =>
      objects.map((object) => JSON.stringify(object).replace(/fk_rails_\w+|\w+_fkey/g, 'fk')).sort();
    expect(plain(ours)).toEqual(plain(theirs));
  });

  it('tells states apart that have the same definition', async () => {
    const table = 'CREATE TABLE a (id int); CREATE TABLE b (id int);';
    const states = [
      'ALTER TABLE a ADD CONSTRAINT c CHECK (id > 0)',
      'ALTER TABLE a ADD CONSTRAINT c CHECK (id > 0) NOT VALID',
      'ALTER TABLE a ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE a ENABLE ROW LEVEL SECURITY; ALTER TABLE a FORCE ROW LEVEL SECURITY',
      "CREATE TYPE e AS ENUM ('x', 'y')",
      "CREATE TYPE e AS ENUM ('y', 'x')",
      'CREATE SEQUENCE s',
      'CREATE SEQUENCE s OWNED BY a.id',
      'CREATE POLICY p ON a',
      'CREATE POLICY p ON a FOR SELECT',
    ];
    const seen = await Promise.all(states.map((state) => snapshotFor(`${table} ${state}`)));
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(states.length);
  });

  it('has its objects in an order that no server’s collation changes', async () => {
    const objects = await snapshotFor('CREATE TABLE b (id int); CREATE TABLE "B" (id int); CREATE TABLE a (b int)');
    const tables = objects.filter(({ kind }) => kind === 'table');
    expect(tables.map(({ path }) => path[1])).toEqual(['B', 'a', 'b']);
  });
});

describe('a replay', () => {
  it.each([
    ['CREATE TABLE kept (id int)', 'table public.kept'],
    ["CREATE TYPE mood AS ENUM ('good')", 'enum public.mood'],
    ['CREATE SCHEMA app', 'schema app'],
    ['CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)', 'public.alembic_version'],
  ])('refuses a database with %s, and leaves it as it is', async (sql, message) => {
    const shop = await database(sql);
    const count = 'SELECT count(*) FROM pg_class';
    const before = await shop.query(count);
    await expect(replay(withSql('CREATE TABLE a (id int)'), options(shop.url))).rejects.toThrow(message);
    expect(await shop.query(count)).toEqual(before);
  });

  it('runs what stands beside the migrations as well, and names its file where it is refused', async () => {
    const shop = await database();
    const extra = [{ file: 'extra.sql', text: 'CREATE VIEW v AS SELECT 1 AS one;\nSELECT nothing;', effects: [] }];
    const replayed = replay({ ...withSql('CREATE TABLE a (id int)'), extra }, options(shop.url));
    await expect(replayed).rejects.toThrow('extra.sql:2 was refused: column "nothing" does not exist');
    expect(await shop.query('SELECT * FROM v')).toEqual([{ one: 1 }]);
  });

  it('runs a DO block, which is SQL, and refuses a migration that is a program', async () => {
    const objects = await snapshotFor("DO $$ BEGIN EXECUTE 'CREATE TABLE made (id int)'; END $$");
    expect(objects).toContainEqual(expect.objectContaining({ kind: 'table', path: ['public', 'made'] }));
    const program = withSql('SELECT 1');
    for (const migration of program.projects[0]?.migrations ?? []) migration.opaque = true;
    const { url } = await database();
    await expect(replay(program, options(url))).rejects.toThrow('it does more than SQL that can be read');
  });

  it('lets the tool’s own command migrate, which gets the address in DATABASE_URL', async () => {
    const { url } = await database();
    const script = `
      const { Client } = require(${JSON.stringify(createRequire(import.meta.url).resolve('pg'))});
      const client = new Client({ connectionString: process.env.DATABASE_URL });
      client.connect().then(() => client.query('CREATE TABLE by_tool (id int)')).then(() => client.end());`;
    const { snapshot, ran } = await replay(manifest, options(url, { command: [process.execPath, '-e', script] }));
    expect(snapshot.objects).toContainEqual(expect.objectContaining({ kind: 'table', path: ['public', 'by_tool'] }));
    expect(ran).toEqual([]);
  });

  it.each([
    [[process.execPath, '-e', 'process.exit(7)'], 'ended with exit code 7'],
    [['/no/such/program'], '/no/such/program could not be run'],
  ])('%j is told where it fails', async (command, message) => {
    const { url } = await database();
    await expect(replay(manifest, options(url, { command }))).rejects.toThrow(message);
  });
});
