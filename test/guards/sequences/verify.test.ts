import { describe, expect, test } from 'vitest';
import { database } from '../../support/database.ts';
import { codesOf, entryOf, findingOf, lockstep } from '../../support/lockstep.ts';

async function verified(sql: string, proof: 'nextval' | 'insert') {
  return lockstep('verify', (await database(sql)).url, { proof });
}

describe('verify --insert', () => {
  test('proves by a row where a unique index would refuse it', async () => {
    const report = await verified('CREATE TABLE t (id serial PRIMARY KEY); SELECT setval($$t_id_seq$$, 7)', 'insert');
    expect(entryOf(report, 't_id_seq').proof).toEqual({ method: 'insert', value: '8', free: true });
  });

  test('tells of the row that was refused', async () => {
    const report = await verified('CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t VALUES (1)', 'insert');
    expect(codesOf(report)).toContain('insert-failed');
    expect(entryOf(report, 't_id_seq')).not.toHaveProperty('proof');
  });

  test.each([
    ['no unique index', 'CREATE TABLE t (id serial, at int)', 'nextval'],
    ['a unique index of two columns', 'CREATE TABLE t (id serial, at int DEFAULT 9, UNIQUE (id, at))', 'insert'],
    [
      'a unique index of some rows',
      'CREATE TABLE t (id serial, at int); CREATE UNIQUE INDEX ON t (id) WHERE at > 5',
      'insert',
    ],
  ])('never calls a taken value free: %s', async (_, sql, method) => {
    const report = await verified(`${sql}; INSERT INTO t VALUES (1, 1)`, 'insert');
    expect(entryOf(report, 't_id_seq').proof).toEqual({ method, value: '1', free: false });
    expect(codesOf(report)).toContain('duplicate-handed-out');
  });

  test('of a sequence that feeds two columns it looks at both', async () => {
    const report = await verified(
      `CREATE TABLE t (id serial PRIMARY KEY);
       CREATE TABLE u (id int PRIMARY KEY DEFAULT nextval('t_id_seq')); INSERT INTO u VALUES (1)`,
      'insert',
    );
    expect(entryOf(report, 't_id_seq').proof).toEqual({ method: 'nextval', value: '1', free: false });
    expect(codesOf(report)).toContain('duplicate-handed-out');
  });
});

test('what gave no value says what would help: room', async () => {
  const report = await verified(
    'CREATE TABLE t (id serial PRIMARY KEY); ALTER SEQUENCE t_id_seq MAXVALUE 5; SELECT setval($$t_id_seq$$, 5)',
    'nextval',
  );
  expect(findingOf(report, 'sequences/not-proven').remedy.summary).toContain('no value is left');
});

test('what gave no value says what would help: a privilege', async () => {
  const shop = await database('CREATE TABLE t (id serial PRIMARY KEY)');
  const role = await shop.role((name) => `GRANT SELECT ON t, t_id_seq TO ${name}`);
  const report = await lockstep('verify', role.url);
  expect(findingOf(report, 'sequences/not-proven').remedy.sql).toEqual([
    'GRANT USAGE ON SEQUENCE "public"."t_id_seq" TO <this role>',
  ]);
});
