import { beforeAll, expect, it } from 'vitest';
import { candidatesQuery, type Expected, historyTables } from '../../../shared/guards/migrations/tables.ts';
import { database, type TestDatabase } from '../../support/database.ts';

let shop: TestDatabase;
beforeAll(async () => {
  shop = await database();
});

/** `tool schema.table`, or with `!` before it where it cannot be read. */
async function found(sql: string, expected: Expected[] = [], as = shop.url): Promise<string[]> {
  const client = await shop.connect();
  try {
    await client.query(`BEGIN; ${sql}`);
    if (as !== shop.url) await client.query(`SET LOCAL ROLE ${as}`);
    await client.query('SET LOCAL search_path = pg_catalog, pg_temp');
    const { rows } = await client.query(candidatesQuery(expected));
    return historyTables(rows, expected).map(
      ({ tool, schema, name, unreadable }) => `${unreadable === null ? '' : '!'}${tool} ${schema}.${name}`,
    );
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
}

it('tells the five tools apart that share the name schema_migrations', async () => {
  const sql = `
    CREATE SCHEMA rails; CREATE TABLE rails.schema_migrations (version varchar PRIMARY KEY);
    CREATE TABLE rails.ar_internal_metadata (key varchar PRIMARY KEY, value varchar, created_at timestamp, updated_at timestamp);
    CREATE SCHEMA dbmate; CREATE TABLE dbmate.schema_migrations (version varchar PRIMARY KEY);
    CREATE SCHEMA golang; CREATE TABLE golang.schema_migrations (version bigint PRIMARY KEY, dirty boolean);
    CREATE SCHEMA ecto; CREATE TABLE ecto.schema_migrations (version bigint PRIMARY KEY, inserted_at timestamp(0));
    CREATE SCHEMA supabase_migrations;
    CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);`;
  expect(await found(sql)).toEqual([
    'dbmate dbmate.schema_migrations',
    'ecto ecto.schema_migrations',
    'golang-migrate golang.schema_migrations',
    'rails rails.schema_migrations',
    'supabase supabase_migrations.schema_migrations',
  ]);
});

it('takes the tool that the repository has where two tools have the same table', async () => {
  const sql = 'CREATE TABLE schema_migrations (version varchar PRIMARY KEY)';
  expect(await found(sql)).toEqual(['dbmate public.schema_migrations']);
  expect(await found(sql, [{ tool: 'rails' }])).toEqual(['rails public.schema_migrations']);
});

it('finds a history under a configured name, and only with the columns of its tool', async () => {
  const expected: Expected[] = [{ tool: 'alembic', table: 'billing.versions_of_billing' }];
  const sql = (columns: string) => `CREATE SCHEMA billing; CREATE TABLE billing.versions_of_billing (${columns})`;
  expect(await found(sql('version_num varchar(32)'), expected)).toEqual(['alembic billing.versions_of_billing']);
  expect(await found(sql('v int'), expected)).toEqual(['!alembic billing.versions_of_billing']);
});

it("takes no table of an application for a history, and no other tool's of the same name", async () => {
  const sql = `
    CREATE TABLE migrations (id serial PRIMARY KEY, migration varchar, batch int);
    CREATE TABLE events (id serial PRIMARY KEY, timestamp bigint, name varchar);
    CREATE TABLE files (id serial PRIMARY KEY, hash text, created_at bigint);
    CREATE TABLE schema_migrations (version varchar, name varchar, run_by varchar);
    CREATE VIEW alembic_version AS SELECT ''::varchar(32) AS version_num;`;
  expect(await found(sql)).toEqual([]);
});

it('says of a table with a name that only one tool uses that its columns are others', async () => {
  expect(await found('CREATE TABLE _prisma_migrations (id int)')).toEqual(['!prisma public._prisma_migrations']);
});

it('sees a history that this role may not read, and what would let it', async () => {
  const reader = await shop.role();
  const sql = 'CREATE SCHEMA closed; CREATE TABLE closed.alembic_version (version_num varchar(32))';
  expect(await found(sql, [], reader.name)).toEqual(['!alembic closed.alembic_version']);
});

it("leaves Supabase's own histories to Supabase", async () => {
  const sql = `
    CREATE ROLE supabase_auth_admin; CREATE SCHEMA auth AUTHORIZATION supabase_auth_admin;
    CREATE TABLE auth.schema_migrations (version varchar PRIMARY KEY);
    CREATE SCHEMA supabase_migrations AUTHORIZATION supabase_auth_admin;
    CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY);`;
  expect(await found(sql)).toEqual(['supabase supabase_migrations.schema_migrations']);
});
