import { expect, it } from 'vitest';
import { database } from '../../../support/database.ts';
import { entryOf, findingOf, lockstep } from '../../../support/lockstep.ts';

const onSequence = 'GRANT SELECT ON SEQUENCE "public"."t_id_seq" TO <this role>';
const onColumn = 'GRANT SELECT ("id") ON "public"."t" TO <this role>';
const table = 'CREATE TABLE t (id serial PRIMARY KEY, x int); INSERT INTO t VALUES (5)';

it.each([
  ['nothing at all', () => 'SELECT 1', [onSequence]],
  ['the table, but not the sequence', (role: string) => `GRANT SELECT ON t TO ${role}`, [onSequence]],
  ['the sequence, but not the table', (role: string) => `GRANT SELECT ON SEQUENCE t_id_seq TO ${role}`, [onColumn]],
  [
    'another column',
    (role: string) => `GRANT SELECT (x) ON t TO ${role}; GRANT SELECT ON SEQUENCE t_id_seq TO ${role}`,
    [onColumn],
  ],
])('is unknown, never healthy, to a role that may read %s', async (_, grants, missing) => {
  const role = await (await database(table)).role(grants);
  const report = await lockstep('check', role.url);
  expect(report.verdict).toBe('unknown');
  expect(entryOf(report, 't_id_seq').status).toBe('unknown');
  expect(findingOf(report, 'sequences/unreadable').remedy.sql).toEqual(missing);
});

it.each([
  [
    'the sequence',
    'shop',
    'ALTER TABLE t SET SCHEMA shop',
    'GRANT SELECT ON SEQUENCE "shop"."t_id_seq" TO <this role>',
  ],
  [
    'the table alone',
    'public',
    'ALTER SEQUENCE t_id_seq OWNED BY NONE; ALTER TABLE t SET SCHEMA shop',
    'GRANT SELECT ("id") ON "shop"."t" TO <this role>',
  ],
])('asks for the schema first where that is what keeps a role from %s', async (_, at, move, grant) => {
  const shop = await database(`${table}; CREATE SCHEMA shop; ${move}`);
  const role = await shop.role(
    (name) => `GRANT SELECT ON shop.t TO ${name}; GRANT SELECT ON SEQUENCE ${at}.t_id_seq TO ${name}`,
  );
  const { remedy } = findingOf(await lockstep('check', role.url), 'sequences/unreadable');
  expect(remedy.sql).toEqual(['GRANT USAGE ON SCHEMA "shop" TO <this role>', grant]);
});

it('names the inherited child that may not be read', async () => {
  const shop = await database(`${table}; CREATE TABLE child () INHERITS (t)`);
  const role = await shop.role((name) => `GRANT SELECT ON t, t_id_seq TO ${name}`);
  const { remedy } = findingOf(await lockstep('check', role.url), 'sequences/unreadable');
  expect(remedy.sql).toEqual(['GRANT SELECT ("id") ON "public"."child" TO <this role>']);
});

it('needs no more than the column and the sequence', async () => {
  const grants = (role: string) => `GRANT SELECT (id) ON t TO ${role}; GRANT SELECT ON SEQUENCE t_id_seq TO ${role}`;
  const role = await (await database(table)).role(grants);
  expect((await lockstep('check', role.url)).verdict).toBe('block');
});

it('reads what a role may only use, once it was used', async () => {
  const shop = await database(`${table}; SELECT nextval('t_id_seq')`);
  const role = await shop.role((name) => `GRANT SELECT ON t TO ${name}; GRANT USAGE ON SEQUENCE t_id_seq TO ${name}`);
  expect(entryOf(await lockstep('check', role.url), 't_id_seq')).toMatchObject({ status: 'behind', nextValue: '2' });
});

it('does not lose the others because of one table that a migration has locked', async () => {
  const shop = await database(`${table}; CREATE TABLE u (id serial PRIMARY KEY); INSERT INTO u VALUES (1)`);
  const migration = await shop.connect();
  await migration.query('BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE');
  const report = await lockstep('check', shop.url, { settings: { limits: { lockSeconds: 0.2 } } });
  expect(entryOf(report, 'u_id_seq').status).toBe('behind');
  expect(entryOf(report, 't_id_seq').status).toBe('unknown');
  expect(findingOf(report, 'sequences/unreadable').message).toContain('a migration may be running');
  expect(findingOf(report, 'sequences/unreadable').remedy.summary).toBe('run again when nobody holds it');
});

it('does not wait for an ALTER SEQUENCE in flight', async () => {
  const shop = await database(table);
  const migration = await shop.connect();
  await migration.query('BEGIN; ALTER SEQUENCE t_id_seq INCREMENT BY 1');
  expect(entryOf(await lockstep('check', shop.url), 't_id_seq').status).toBe('behind');
});
