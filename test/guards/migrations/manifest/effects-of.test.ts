import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { type Effect, effectFrom } from '../../../../shared/guards/migrations/effects.ts';
import { effectsOf } from '../../../../shared/guards/migrations/manifest/effects-of.ts';
import { emptySchema } from '../../../../shared/guards/migrations/objects.ts';
import { database, type TestDatabase } from '../../../support/database.ts';

const effects = async (sql: string) => (await effectsOf([{ line: 1, text: sql }])).effects;

it.each([
  [
    'CREATE TABLE s.t (a int CONSTRAINT c CHECK (a > 0), CONSTRAINT u UNIQUE (a), PRIMARY KEY (a))',
    ['+table s.t', '+column s.t.a', '+constraint s.t.c', '+constraint s.t.u'],
  ],
  ['CREATE TABLE IF NOT EXISTS t (a int)', ['+table t']],
  ['CREATE TABLE "Order Items" ("userId" int)', ['+table "Order Items"', '+column "Order Items"."userId"']],
  [
    'ALTER TABLE t ADD a int, DROP COLUMN IF EXISTS b, DROP CONSTRAINT c',
    ['+column t.a', '-column t.b', '-constraint t.c'],
  ],
  ['ALTER TABLE IF EXISTS t ADD a int, DROP b', ['-column t.b']],
  ['ALTER TABLE s.t ADD CONSTRAINT u UNIQUE USING INDEX i', ['>index s.i u', '+constraint s.t.u']],
  ['ALTER TABLE s.t RENAME a TO b; ALTER TABLE t RENAME CONSTRAINT c TO d', ['>column s.t.a b', '>constraint t.c d']],
  ['ALTER TABLE s.t SET SCHEMA r', ['-table s.t', '+table r.t']],
  [
    'CREATE UNIQUE INDEX i ON s.t (a); CREATE INDEX ON t (a); DROP INDEX CONCURRENTLY IF EXISTS i',
    ['+index s.i', '-index i'],
  ],
  [
    'CREATE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW m AS SELECT 1; DROP VIEW v CASCADE',
    ['+view v', '+materialized-view m', '-view v'],
  ],
  [
    "CREATE TYPE mood AS ENUM ('a'); CREATE DOMAIN d AS int; CREATE TYPE s.c AS (a int); DROP TYPE mood",
    ['+type mood', '+type d', '+type s.c', '-type mood'],
  ],
  [
    "CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION s.f(int)",
    ['+function s.f', '-function s.f'],
  ],
  [
    'CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f(); DROP TRIGGER g ON s.t',
    ['+trigger t.g', '-trigger s.t.g'],
  ],
  ['CREATE POLICY p ON t; ALTER POLICY p ON t RENAME TO q', ['+policy t.p', '>policy t.p q']],
  ['CREATE EXTENSION IF NOT EXISTS citext; DROP EXTENSION citext', ['+extension citext', '-extension citext']],
  [
    'CREATE SCHEMA s CREATE TABLE t (a int); ALTER SCHEMA s RENAME TO r',
    ['+schema s', '+table s.t', '+column s.t.a', '>schema s r'],
  ],
  ['CREATE SEQUENCE s.q; SELECT 1 AS a INTO t; CREATE TABLE c AS SELECT 1', ['+sequence s.q', '+table t', '+table c']],
  ['CREATE TEMP TABLE t (a int); ALTER TABLE t ADD b int; CREATE INDEX i ON t (a)', []],
  [
    'CREATE TABLE p PARTITION OF t DEFAULT; CREATE INDEX i ON p (a); ALTER TABLE p ADD CONSTRAINT c CHECK (a > 0)',
    ['~table p', '+constraint p.c'],
  ],
  ['CREATE TABLE child (b int) INHERITS (t); CREATE TABLE typed OF s.c', ['~table child', '~table typed']],
  ['ALTER TABLE t ATTACH PARTITION s.p DEFAULT; ALTER TABLE child INHERIT t', ['~table s.p', '~table child']],
  [
    'CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED); ALTER TABLE t ADD c int GENERATED ALWAYS AS (a) STORED',
    ['+table t', '+column t.a', '~column t.b', '~column t.c'],
  ],
  ["SELECT setval('q', max(a)), pg_catalog.set_config('search_path', '', false) FROM t, generate_series(1, 2)", []],
  ['BEGIN; CREATE TABLE t (a int); ROLLBACK; CREATE TABLE u ()', ['+table u']],
])('%s', async (sql, expected) => {
  expect(await effectsOf([{ line: 1, text: sql }])).toEqual({ effects: expected, opaque: false });
});

it.each([
  "DO $$ BEGIN EXECUTE 'DROP TABLE t'; END $$",
  'EXECUTE p',
  'CALL p()',
  'SELEC 1',
  '\\i other.sql',
  'SELECT tmp()',
  'SELECT 1 FROM s.now()',
  "SELECT count(*) FROM (SELECT dblink_exec('DROP TABLE t')) x",
])('%s is opaque', async (sql) => {
  expect((await effectsOf([{ line: 1, text: sql }])).opaque).toBe(true);
});

it('rows of COPY hide nothing', async () => {
  const text = 'CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n\\.\nCREATE TABLE u (a int);';
  expect(await effectsOf([{ line: 1, text }])).toMatchObject({
    effects: expect.arrayContaining(['+table u']),
    opaque: false,
  });
});

const name = fc.constantFrom('a', 'b', 'c');
const statement = fc.oneof(
  fc.tuple(name, name).map(([t, c]) => `CREATE TABLE ${t} (id int, ${c} int CONSTRAINT k_${t} CHECK (${c} > 0))`),
  fc.tuple(name, name).map(([t, c]) => `ALTER TABLE ${t} ADD ${c} int`),
  fc.tuple(name, name).map(([t, c]) => `ALTER TABLE ${t} DROP ${c} CASCADE`),
  fc.tuple(name, name, name).map(([t, c, d]) => `ALTER TABLE ${t} RENAME ${c} TO ${d}`),
  fc.tuple(name, name).map(([t, u]) => `ALTER TABLE ${t} RENAME TO ${u}`),
  fc.tuple(name, name).map(([t, c]) => `CREATE UNIQUE INDEX i_${t} ON ${t} (${c})`),
  fc.tuple(name).map(([t]) => `ALTER TABLE ${t} ADD CONSTRAINT u_${t} UNIQUE USING INDEX i_${t}`),
  fc.tuple(name, name).map(([t, u]) => `ALTER INDEX i_${t} RENAME TO i_${u}`),
  fc.tuple(name, name).map(([t, u]) => `CREATE VIEW v_${t} AS SELECT id FROM ${u}`),
  fc.tuple(name, name).map(([t, u]) => `CREATE MATERIALIZED VIEW m_${t} AS SELECT id FROM ${u}`),
  fc.tuple(name).map(([t]) => `CREATE TYPE e_${t} AS ENUM ('x')`),
  fc.tuple(name, name).map(([t, u]) => `ALTER TABLE ${t} ADD x e_${u}`),
  fc.tuple(name, name).map(([t, u]) => `ALTER TABLE ${t} RENAME CONSTRAINT k_${u} TO k_c`),
  fc.tuple(name).map(([t]) => `CREATE POLICY p ON ${t} USING (true)`),
  fc.tuple(name, name).map(([t, u]) => `CREATE TABLE ${t} () INHERITS (${u})`),
  fc.tuple(name, name).map(([t, u]) => `ALTER TABLE ${t} INHERIT ${u}`),
  fc.tuple(name, name).map(([t, c]) => `ALTER TABLE ${t} ADD g int GENERATED ALWAYS AS (${c} * 2) STORED`),
  fc.tuple(name, name).map(([t, u]) => `CREATE POLICY q ON ${t} USING (EXISTS (SELECT FROM ${u}))`),
  fc.tuple(name).map(([t]) => `DROP TABLE ${t} CASCADE`),
  fc.tuple(name).map(([t]) => `DROP VIEW IF EXISTS v_${t}`),
  fc.tuple(name).map(([t]) => `DROP INDEX i_${t}`),
  fc.tuple(name).map(([t]) => `ALTER TABLE ${t} DROP CONSTRAINT IF EXISTS k_${t}`),
);

const catalog = `
  SELECT 'table' AS kind, relname AS path FROM pg_class WHERE relkind = 'r' AND relnamespace = $1::regnamespace
  UNION ALL SELECT 'view', relname FROM pg_class WHERE relkind = 'v' AND relnamespace = $1::regnamespace
  UNION ALL SELECT 'materialized-view', relname FROM pg_class WHERE relkind = 'm' AND relnamespace = $1::regnamespace
  UNION ALL SELECT 'index', relname FROM pg_class WHERE relkind = 'i' AND relnamespace = $1::regnamespace
  UNION ALL SELECT 'type', typname FROM pg_type WHERE typtype = 'e' AND typnamespace = $1::regnamespace
  UNION ALL SELECT 'constraint', relname || '.' || conname FROM pg_constraint JOIN pg_class c ON c.oid = conrelid WHERE relnamespace = $1::regnamespace
  UNION ALL SELECT 'policy', relname || '.' || polname FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE relnamespace = $1::regnamespace
  UNION ALL SELECT 'column', relname || '.' || attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND relnamespace = $1::regnamespace`;

let db: TestDatabase;
beforeAll(async () => {
  // Runs each statement by itself, and says which of them PostgreSQL took.
  db = await database(`
    CREATE FUNCTION run(statements text[]) RETURNS text[] LANGUAGE plpgsql AS $$
    DECLARE each text; ran text[] := '{}';
    BEGIN
      FOREACH each IN ARRAY statements LOOP
        BEGIN
          EXECUTE each;
          ran := ran || each;
        EXCEPTION WHEN OTHERS THEN NULL;
        END;
      END LOOP;
      RETURN ran;
    END $$`);
});

it('what random statements leave behind is what the catalog has', async () => {
  const property = fc.asyncProperty(fc.array(statement, { minLength: 4, maxLength: 25 }), async (statements) => {
    await db.query(
      "BEGIN; CREATE SCHEMA s; SET LOCAL search_path = s, public; SET LOCAL client_min_messages = 'error'",
    );
    const [row] = await db.query<{ ran: string[] }>('SELECT run($1) AS ran', [statements]);
    const there = await db.query<{ kind: string; path: string }>(catalog, ['s']);
    const inherited = await db.query<{ name: string }>(
      'SELECT relname AS name FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid',
    );
    const children = new Set(inherited.map(({ name }) => name));
    await db.query('ROLLBACK');
    const sql = (row?.ran ?? []).join(';\n');
    const objects = emptySchema();
    for (const text of await effects(sql)) objects.apply(effectFrom(text) as Effect, 'm');
    const left = objects.left().map(({ kind, path }) => `${kind} ${path.join('.')}`);
    const known = there.map(({ kind, path }) => `${kind} ${path}`);
    expect(
      left.filter((each) => !known.includes(each)),
      sql,
    ).toEqual([]);
    // Of the others the fold leaves out what a DROP may have taken along.
    const certain = known.filter((each) => /^(table|column) /.test(each) && !children.has(each.split(/[ .]/)[1] ?? ''));
    expect(
      certain.filter((each) => !left.includes(each)),
      sql,
    ).toEqual([]);
  });
  await fc.assert(property, { numRuns: 40 });
});
