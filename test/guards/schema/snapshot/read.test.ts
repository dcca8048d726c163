import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Expected } from '../../../../shared/guards/migrations/tables.ts';
import { everything, type Read } from '../../../../shared/guards/schema/difference.ts';
import { readDigests } from '../../../../shared/guards/schema/snapshot/digests.ts';
import { readSnapshot } from '../../../../shared/guards/schema/snapshot/read.ts';
import { snapshotText } from '../../../../shared/guards/schema/snapshot/text.ts';
import {
  roleName,
  type Snapshot,
  type SnapshotObject,
  shownPath,
  snapshotSchema,
} from '../../../../shared/model/snapshot.ts';
import { ownTypes } from '../../../../shared/session/drivers/types.ts';
import { database, type TestDatabase, versions } from '../../../support/database.ts';
import { oneOfEach } from './one-of-each.ts';
import { digestsOf, sessionWith, snapshotOf } from './reading.ts';

const expected = readFileSync(new URL('one-of-each.txt', import.meta.url), 'utf8');

/** A line an object. What every version writes in its own way is left out. */
function linesOf({ objects }: Snapshot): string {
  const lines = objects.map(({ kind, path, is }) => {
    const hidden = kind === 'extension' && path[0] === 'citext' ? { version: '*' } : {};
    const written = kind === 'view' || kind === 'materialized view' ? { definition: '*' } : {};
    return `${kind} ${path.join('.')} ${JSON.stringify({ ...is, ...hidden, ...written })}\n`;
  });
  return lines.join('');
}

const named = ({ objects }: Snapshot) => objects.map((object) => `${object.kind} ${shownPath(object)}`);

function objectOf({ objects }: Snapshot, name: string): SnapshotObject | undefined {
  return objects.find((object) => `${object.kind} ${shownPath(object)}` === name);
}

describe.each(versions)('a snapshot on PostgreSQL %i', (version) => {
  let each: TestDatabase;
  let snapshot: Snapshot;
  beforeAll(async () => {
    each = await database(`${oneOfEach.slice(0, 4).join(';')}`, { version });
    // A new value of an enum can be used when its transaction is over.
    await each.query(oneOfEach.slice(4).join(';'));
    snapshot = await snapshotOf(each.url);
  });

  it('holds one of each kind with all that is not as usual', () => {
    expect(linesOf(snapshot)).toBe(expected);
    expect(snapshot).toMatchObject({ snapshot: 2, server: version, unseen: [] });
    expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
  });

  it('counts the columns of a table without those that were dropped', () => {
    const columns = snapshot.objects.filter(({ kind, path }) => kind === 'column' && path[1] === 'customers');
    expect(new Map(columns.map(({ path, position }) => [path[2], position]))).toEqual(
      new Map([
        ['email', 2],
        ['id', 1],
        ['mood', 4],
        ['name', 3],
        ['upper_name', 5],
      ]),
    );
  });

  it('is the same for a role that may do nothing there', async () => {
    const nobody = await each.role();
    expect(snapshotText(await snapshotOf(nobody.url))).toBe(snapshotText(snapshot));
  });

  it('takes one round trip', async () => {
    const messages: number[] = [];
    await sessionWith(each.url, (session) =>
      readSnapshot((...statements) => {
        messages.push(statements.length);
        return session.consistently()(...statements);
      }, everything),
    );
    expect(messages).toHaveLength(1);
  });

  it('of some objects has nothing but these, whole, and what types and DEFAULT partitions there are', async () => {
    const only = [
      { kind: 'table' as const, path: ['app', 'orders'] },
      { kind: 'materialized view' as const, path: ['app', 'totals'] },
      { kind: 'function' as const, path: ['app', 'total(bigint, app.mood[])'] },
      { kind: 'schema' as const, path: ['app'] },
    ];
    const some = await snapshotOf(each.url, {}, { only });
    const wanted = snapshot.objects.filter(({ kind, path, is }) => {
      if (['enum', 'domain', 'type'].includes(kind) || is.bound === 'DEFAULT') return true;
      const [schema, name = ''] = kind === 'grant' || kind === 'comment' ? path.slice(1) : path;
      if (schema !== 'app') return false;
      return (
        ['orders', 'totals', 'total(bigint, app.mood[])'].includes(name) ||
        path.join() === `schema,app` ||
        isOfSchema(path, kind)
      );
    });
    expect(some.objects).toEqual(wanted);
    expect(named(some)).toContain('enum app.mood');
    expect(named(some)).toEqual(expect.arrayContaining(['index app.totals.totals_customer', 'comment app']));
  });

  it('is limited by patterns of schemas and tables, and by kinds', async () => {
    const tables = await snapshotOf(each.url, { tables: ['app.order*', 'app.names'] });
    expect(new Set(tables.objects.map(({ path }) => path.find((name) => /^(orders|names)$/.test(name))))).toEqual(
      new Set(['orders', 'names']),
    );
    expect(named(tables)).toEqual(expect.arrayContaining(['trigger app.names.renamed', 'grant app.orders to PUBLIC']));
    const indexes = await snapshotOf(each.url, { schemas: ['a*'], kinds: ['index'] });
    expect(named(indexes)).toEqual(named(snapshot).filter((name) => name.startsWith('index ')));
    expect((await snapshotOf(each.url, { schemas: ['public'] })).objects.map(({ kind }) => kind)).toEqual(['schema']);
  });
});

function isOfSchema(path: string[], kind: string): boolean {
  return kind === 'schema' || path[0] === 'schema';
}

it('gives the same bytes whatever the order in which the schema was made', async () => {
  const parts = [
    'CREATE TABLE "Zebra" (id int PRIMARY KEY, a int, b int)',
    'CREATE TABLE ant (id int PRIMARY KEY, note text)',
    "CREATE TYPE mood AS ENUM ('a', 'b')",
    'CREATE TABLE élan (id int PRIMARY KEY)',
    'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$',
    'CREATE SEQUENCE s',
    'GRANT SELECT ON ALL TABLES IN SCHEMA public TO pg_monitor, PUBLIC',
    'GRANT INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO PUBLIC',
  ];
  const one = await database(parts.join(';'));
  const other = await database([...parts.slice(0, -2).reverse(), ...parts.slice(-2).reverse()].join(';'));
  expect(snapshotText(await snapshotOf(one.url))).toBe(snapshotText(await snapshotOf(other.url)));
});

it('holds names that need quoting as they are', async () => {
  const hostile = `we"ird.'t*/\n-- ; "`;
  const quoted = `"${hostile.replaceAll('"', '""')}"`;
  const { url } = await database(`
    CREATE SCHEMA ${quoted};
    CREATE TABLE ${quoted}.${quoted} (${quoted} serial PRIMARY KEY, CONSTRAINT ${quoted} CHECK (${quoted} > 0));
    CREATE TYPE ${quoted}."T" AS ENUM (${`'${hostile.replaceAll("'", "''")}'`});
    CREATE FUNCTION ${quoted}.${quoted}(${quoted}."T") RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE POLICY ${quoted} ON ${quoted}.${quoted};
    COMMENT ON COLUMN ${quoted}.${quoted}.${quoted} IS 'odd'`);
  const snapshot = await snapshotOf(url);
  const found = (kind: string) => snapshot.objects.filter((object) => object.kind === kind).map(({ path }) => path);
  expect(found('column')).toEqual([[hostile, hostile, hostile]]);
  expect(found('constraint')).toContainEqual([hostile, hostile, hostile]);
  expect(found('policy')).toEqual([[hostile, hostile, hostile]]);
  expect(found('enum')).toEqual([[hostile, 'T']]);
  expect(found('function')).toEqual([[hostile, `${hostile}(${quoted}."T")`]]);
  expect(found('comment')).toEqual([['column', hostile, hostile, hostile]]);
  const only = [{ kind: 'table' as const, path: [hostile, hostile] }];
  expect((await snapshotOf(url, {}, { only })).objects.map(({ kind }) => kind)).toEqual([
    'enum',
    'table',
    'column',
    'constraint',
    'constraint',
    'policy',
    'comment',
  ]);
});

it('leaves out what extensions and migration tools have for themselves', async () => {
  const { url } = await database(`
    CREATE EXTENSION hstore;
    CREATE SCHEMA drizzle;
    CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
    CREATE SCHEMA supabase_migrations;
    CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY);
    CREATE TABLE supabase_migrations.seed_files (path text PRIMARY KEY, hash text);
    CREATE TABLE deploys (id serial PRIMARY KEY, name varchar(255), batch int, migration_time timestamptz);
    GRANT SELECT ON deploys, deploys_id_seq TO pg_monitor;
    CREATE TABLE past (version bigint, description text, installed_on timestamptz, success bool, checksum bytea,
      execution_time bigint);
    CREATE TABLE own (id int, attributes hstore)`);
  const projects: Expected[] = [{ tool: 'knex', table: 'public.deploys' }];
  const snapshot = await snapshotOf(url, {}, { projects });
  expect(named(snapshot)).toEqual([
    'schema drizzle',
    'schema public',
    'schema supabase_migrations',
    'extension hstore',
    'extension plpgsql',
    'table public.own',
    'column public.own.attributes',
    'column public.own.id',
  ]);
  expect(snapshot.objects.slice(0, 3).map(({ is }) => is.histories)).toEqual(['only', undefined, 'only']);
  const digests = await sessionWith(url, (session) => readDigests(session.consistently(), everything, { projects }));
  expect(digests.map(({ whole }) => whole.path.join('.')).sort()).toEqual([
    'hstore',
    'plpgsql',
    'public',
    'public.own',
  ]);
});

it('takes no table of an application for a history that is not named as one is, whatever its columns', async () => {
  const tables = {
    sensor_history: 'id int, timestamp bigint, name text',
    audit_history: 'id int, hash text, created_at bigint',
    price_history: 'id int, name text, run_on date',
    asset_history: 'id serial, app text, name text, applied date',
    app_versions: 'version int, inserted_at timestamp',
    seed_files: 'path text, hash text',
  };
  const { url } = await database(
    Object.entries(tables)
      .map(([name, columns]) => `CREATE TABLE ${name} (${columns})`)
      .join(';'),
  );
  const read = named(await snapshotOf(url, { kinds: ['table', 'sequence'] }));
  expect(read.sort()).toEqual(
    ['sequence public.asset_history_id_seq', ...Object.keys(tables).map((name) => `table public.${name}`)].sort(),
  );
  const digests = [...(await sessionWith(url, digestsOf)).keys()];
  expect(digests).toEqual(expect.arrayContaining(read));
});

it('has what the columns of a view are by default', async () => {
  const { url } = await database(`CREATE TABLE t (a int, "B" text); CREATE VIEW v AS SELECT a, "B" FROM t;
    ALTER VIEW v ALTER "B" SET DEFAULT 'x', ALTER a SET DEFAULT 1`);
  expect(objectOf(await snapshotOf(url), 'view public.v')?.is.defaults).toEqual([`"B" 'x'::text`, 'a 1']);
});

it('tells a foreign key to and from partitions once each', async () => {
  const { url } = await database(`
    CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);
    CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (2) TO (3);
    CREATE TABLE q (id int REFERENCES p) PARTITION BY RANGE (id);
    CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (1) TO (2)`);
  const { objects } = await snapshotOf(url);
  const keys = objects.filter(({ kind, is }) => kind === 'constraint' && String(is.definition).startsWith('FOREIGN'));
  expect(keys.map(({ path, is }) => [path[1], is.inherited])).toEqual([
    ['q', undefined],
    ['q1', 'yes'],
  ]);
});

it('knows what came with PostgreSQL 18', async ({ skip }) => {
  if (!versions.includes(18)) skip();
  const { url } = await database(
    `CREATE EXTENSION btree_gist;
     CREATE TABLE t (
       id int,
       doubled int GENERATED ALWAYS AS (id * 2) VIRTUAL,
       during daterange,
       CONSTRAINT loose CHECK (id > 0) NOT ENFORCED,
       CONSTRAINT key PRIMARY KEY (id, during WITHOUT OVERLAPS)
     );
     CREATE TABLE u (id int, during daterange, FOREIGN KEY (id, PERIOD during) REFERENCES t (id, PERIOD during));
     ALTER TABLE u ADD CONSTRAINT later NOT NULL id NOT VALID;
     CREATE UNIQUE INDEX one_null ON u (id) NULLS NOT DISTINCT`,
    { version: 18 },
  );
  const snapshot = await snapshotOf(url);
  const is = (name: string) => objectOf(snapshot, name)?.is;
  expect(is('column public.t.doubled')).toEqual({ type: 'integer', generated: 'virtual', expression: '(id * 2)' });
  expect(is('constraint public.t.loose')).toEqual({ definition: 'CHECK ((id > 0))', enforced: 'no' });
  expect(is('constraint public.t.key')).toEqual({ definition: 'PRIMARY KEY (id, during WITHOUT OVERLAPS)' });
  expect(is('constraint public.u.u_id_during_fkey')?.definition).toContain('PERIOD during');
  expect(is('column public.u.id')).toEqual({ type: 'integer', 'not null': 'not valid' });
  expect(is('index public.u.one_null')?.definition).toContain('NULLS NOT DISTINCT');
  expect(named(snapshot).filter((name) => name.startsWith('constraint '))).toHaveLength(3);
});

it('tells everybody from a role that is called PUBLIC', async () => {
  const shop = await database('CREATE TABLE t (id int); CREATE POLICY p ON t');
  const client = await shop.connect();
  // Roles are the whole server's: these are never there for others.
  await client.query(`BEGIN; CREATE ROLE "PUBLIC"; CREATE ROLE "Public"; CREATE ROLE """PUBLIC""";
    ALTER POLICY p ON t TO "PUBLIC", "Public"; GRANT SELECT (id) ON t TO PUBLIC, "PUBLIC";
    GRANT SELECT ON t TO "PUBLIC", "Public", """PUBLIC""", PUBLIC`);
  const read: Read = async (...statements) => {
    const rows = [];
    for (const statement of statements) rows.push((await client.query({ text: statement, types: ownTypes })).rows);
    return rows;
  };
  const { objects } = await readSnapshot(read, everything);
  const before = await readDigests(read, everything);
  await client.query('REVOKE SELECT (id) ON t FROM PUBLIC');
  const isSame = JSON.stringify(await readDigests(read, everything)) === JSON.stringify(before);
  await client.query('ROLLBACK');
  const written = objects.filter(({ kind }) => kind === 'grant').map(({ path }) => path.slice(2));
  expect(written.map((path) => [...path.slice(0, -1), roleName(path.at(-1) ?? '')])).toEqual(
    expect.arrayContaining([
      ['t', 'id', null],
      ['t', 'id', 'PUBLIC'],
      ['t', '"PUBLIC"'],
      ['t', 'PUBLIC'],
      ['t', null],
      ['t', 'Public'],
    ]),
  );
  expect(new Set(written.map((path) => path.join())).size).toBe(6);
  const policy = objects.find(({ kind }) => kind === 'policy');
  expect([policy?.is.roles].flat().map((role) => roleName(role ?? ''))).toEqual(['PUBLIC', 'Public']);
  expect(isSame).toBe(false);
});

it('survives a role that is gone, and knows it by its number', async () => {
  const shop = await database('CREATE TABLE t (id int)');
  await shop.query(`SET allow_system_table_mods = on`);
  await shop.query(`UPDATE pg_class SET relowner = 987654 WHERE relname = 't'`);
  expect(objectOf(await snapshotOf(shop.url), 'table public.t')?.is).toEqual({ owner: 'unknown (OID=987654)' });
});
