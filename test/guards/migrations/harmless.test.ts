import { beforeAll, expect, it } from 'vitest';
import { migrationFacts } from '../../../shared/guards/migrations/facts.ts';
import { notHarmless } from '../../../shared/guards/migrations/harmless.ts';
import { historyFrom, historyQuery } from '../../../shared/guards/migrations/read-histories.ts';
import { withSession } from '../../../shared/session/session.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { houseFor, requestFor } from '../../support/lockstep.ts';

let shop: TestDatabase;
beforeAll(async () => {
  shop = await database(`
    CREATE SCHEMA eve;
    CREATE TYPE eve.v AS ENUM ('x');
    CREATE FUNCTION eve.theft() RETURNS text IMMUTABLE LANGUAGE plpgsql AS
      $$ BEGIN IF current_setting('application_name') ~ 'lockstep' THEN RAISE EXCEPTION 'stolen'; END IF; RETURN 'x'; END $$;
    CREATE FUNCTION eve.to_json(eve.v) RETURNS json LANGUAGE sql AS 'SELECT to_json(eve.theft())';
    CREATE FUNCTION eve.to_int(eve.v) RETURNS int LANGUAGE sql AS 'SELECT length(eve.theft())';
    CREATE CAST (eve.v AS json) WITH FUNCTION eve.to_json(eve.v);
    CREATE CAST (eve.v AS int) WITH FUNCTION eve.to_int(eve.v) AS IMPLICIT;
    CREATE DOMAIN eve.inner AS eve.v; CREATE DOMAIN eve.own AS eve.inner; CREATE DOMAIN eve.text AS varchar(32)`);
});

const attacks = {
  'a type of its own with a cast': 'CREATE TABLE eve.alembic_version (version_num eve.v)',
  'a domain over a domain over it': 'CREATE TABLE eve.alembic_version (version_num eve.own)',
  'an index that computes':
    'CREATE TABLE eve.alembic_version (version_num text); CREATE INDEX ON eve.alembic_version ((eve.theft()))',
  'an index with a condition':
    "CREATE TABLE eve.alembic_version (version_num text); CREATE INDEX ON eve.alembic_version (version_num) WHERE eve.theft() = 'x'",
  'statistics that compute':
    'CREATE TABLE eve.alembic_version (version_num text); CREATE STATISTICS eve.s ON (eve.theft()), (version_num || 1) FROM eve.alembic_version',
  'a key of partitions that computes':
    'CREATE TABLE eve.alembic_version (version_num text) PARTITION BY LIST ((version_num || eve.theft())); CREATE TABLE eve.a PARTITION OF eve.alembic_version DEFAULT',
};

/** The reasons why nothing was read of what `sql` makes, looked for and found; and of what it became after that. */
async function reasons(sql: string): Promise<string[]> {
  await shop.query(`DROP TABLE IF EXISTS eve.alembic_version; ${sql}; INSERT INTO eve.alembic_version VALUES ('x')`);
  const request = { ...requestFor('check', shop.url), expectation: null };
  return withSession(request, houseFor(), async (session) => {
    const { unread } = await migrationFacts(session, request);
    const table = { tool: 'alembic', schema: 'eve', name: 'alembic_version', columns: ['version_num'] } as const;
    const known = { ...table, columns: [...table.columns], unreadable: null, grants: [] };
    const [answer] = await session.each([historyQuery(known)]);
    const late = historyFrom(known, answer);
    return [...unread.map(({ reason }) => reason), 'reason' in late ? late.reason : 'read'];
  });
}

it.each(Object.entries(attacks))('runs nothing of whoever may create a table with %s', async (_, sql) => {
  const [found = '', late = ''] = await reasons(sql);
  expect(found).toContain(notHarmless);
  expect(late).toBe(notHarmless);
});

it('reads no view, though one is put in the place of the table meanwhile', async () => {
  await shop.query(
    'DROP TABLE IF EXISTS eve.alembic_version; CREATE VIEW eve.alembic_version AS SELECT eve.theft() AS version_num',
  );
  const request = { ...requestFor('check', shop.url), expectation: null };
  const table = {
    tool: 'alembic' as const,
    schema: 'eve',
    name: 'alembic_version',
    columns: [],
    unreadable: null,
    grants: [],
  };
  const answers = await withSession(request, houseFor(), (session) => session.each([historyQuery(table)]));
  expect(historyFrom(table, answers[0])).toMatchObject({ reason: notHarmless });
  await shop.query('DROP VIEW eve.alembic_version');
});

it('reads a table of plain types, and through a domain of one', async () => {
  expect(await reasons('CREATE TABLE eve.alembic_version (version_num eve.text PRIMARY KEY)')).toEqual(['read']);
});

it('looks at a table beside a history in the same way', async () => {
  await shop.query(`
    CREATE TABLE eve.knex_migrations (id serial, name text, batch int, migration_time timestamptz);
    CREATE TABLE eve.knex_migrations_lock (index int, is_locked eve.v);
    INSERT INTO eve.knex_migrations_lock VALUES (1, 'x')`);
  const request = { ...requestFor('check', shop.url), expectation: null };
  const { standings, unread } = await withSession(request, houseFor(), (session) => migrationFacts(session, request));
  expect(unread).toEqual([]);
  expect(standings.find(({ tool }) => tool === 'knex')?.history).toMatchObject({ lock: null });
});
