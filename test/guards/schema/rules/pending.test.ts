import { beforeAll, describe, expect, it } from 'vitest';
import type { Migration } from '../../../../shared/model/manifest.ts';
import { database, type TestDatabase } from '../../../support/database.ts';
import { findingOf, lockstep, targetAt } from '../../../support/lockstep.ts';
import { expecting, projectOf } from '../../migrations/made.ts';
import { changed, extra, factsOf, judgedBy, missing } from '../judging.ts';

let staging: TestDatabase;
let production: TestDatabase;

beforeAll(async () => {
  const sql = `CREATE TABLE users (id bigint PRIMARY KEY, age integer);
    CREATE TABLE schema_migrations (version varchar PRIMARY KEY); INSERT INTO schema_migrations VALUES ('1');`;
  [staging, production] = await Promise.all([
    database(`${sql} ALTER TABLE users ADD COLUMN locked_until timestamptz, ALTER COLUMN age TYPE bigint;
      INSERT INTO schema_migrations VALUES ('2')`),
    database(sql),
  ]);
});

const [table, lockout] = [
  { id: '1', effects: ['+table users', '+column users.id', '+column users.age'] },
  {
    id: '2',
    effects: ['+column users.locked_until'],
    sql: [{ line: 1, text: 'ALTER TABLE users ADD locked_until timestamptz; ALTER TABLE users ALTER age TYPE bigint' }],
  },
];

function run(operation: 'check' | 'verify') {
  const reference = { name: 'staging', target: targetAt(staging.url) };
  const expectation = expecting({ projects: [projectOf([table, lockout] as Migration[])] });
  return lockstep(operation, production.url, { guards: ['schema'], reference, expectation });
}

it('is what the deploy will do: told for information before it', async () => {
  const report = await run('check');
  expect(report.verdict).toBe('pass');
  expect(report.findings.map(({ code, severity, message }) => [code, severity, message])).toEqual([
    ['schema/pending', 'info', 'column users.age is still as it was: 2 is to be applied and changes it'],
    ['schema/pending', 'info', 'column users.locked_until is not there yet: 2 is to be applied and makes it'],
  ]);
  expect(report.differences?.map(({ severity, migration }) => [severity, migration])).toEqual([
    ['info', '2'],
    ['info', '2'],
  ]);
  expect(report.roundTrips).toBeLessThanOrEqual(12);
});

it('is missing after the deploy, by the migration that makes it', async () => {
  const report = await run('verify');
  expect(findingOf(report, 'schema/missing')).toMatchObject({
    severity: 'block',
    message: 'column users.locked_until is missing: timestamp with time zone in staging; 2 makes it',
  });
  expect(findingOf(report, 'schema/changed').severity).toBe('block');
});

describe('what a pending migration does', () => {
  function judgedWith(difference: Parameters<typeof factsOf>[0][number], migration: Partial<Migration>) {
    const migrations = [{ id: '2', ...migration }];
    return judgedBy(factsOf([difference], { migrations, histories: { applied: ['1'], pending: migrations } }));
  }
  const sqlOf = (text: string) => ({ sql: [{ line: 1, text }] });

  it.each([
    [
      'an unnamed constraint',
      missing('constraint', ['public', 't', 't_a_key'], { definition: 'UNIQUE (a)' }),
      'ALTER TABLE t ADD UNIQUE (a)',
    ],
    [
      'a grant',
      missing('grant', ['table', 'public', 't', 'app'], { privileges: ['SELECT'] }),
      'GRANT SELECT ON t TO app',
    ],
    ['a comment', missing('comment', ['table', 'public', 't'], { text: 'x' }), "COMMENT ON TABLE t IS 'x'"],
    [
      'row security',
      changed('table', ['public', 't'], { 'row security': ['yes', null] }),
      'ALTER TABLE public.t ENABLE ROW LEVEL SECURITY',
    ],
    [
      'a function anew',
      changed('function', ['public', 'f(integer)'], { definition: ['a', 'b'] }),
      'CREATE OR REPLACE FUNCTION f(n int) ...',
    ],
    [
      'an enum value',
      changed('enum', ['public', 'mood'], { values: [['a', 'b'], ['a']] }),
      "ALTER TYPE mood ADD VALUE 'b'",
    ],
  ])('%s is known from its SQL', (_, difference, text) => {
    expect(judgedWith(difference, sqlOf(text)).map(({ code }) => code)).toEqual(['schema/pending']);
  });

  it('is known from its effects: a drop, a rename, an index by its name alone', () => {
    const codes = (difference: Parameters<typeof judgedWith>[0], ...effects: string[]) =>
      judgedWith(difference, { effects, sql: [] }).map(({ code }) => code);
    expect(codes(extra('table', ['public', 'old']), '-table old')).toEqual(['schema/pending']);
    expect(codes(missing('column', ['public', 't', 'b']), '>column t.a b')).toEqual(['schema/pending']);
    expect(codes(extra('column', ['public', 't', 'a']), '>column t.a b')).toEqual(['schema/pending']);
    expect(codes(missing('index', ['public', 't', 'i']), '+index i')).toEqual(['schema/pending']);
    expect(codes(missing('table', ['other', 't']), '+table public.t')).toEqual(['schema/missing']);
    expect(codes(missing('enum', ['app', 'mood']), '+type app.mood')).toEqual(['schema/pending']);
  });

  it('is no excuse for what it only reads or fills', () => {
    const column = changed('column', ['public', 't', 'a'], { type: ['bigint', 'integer'] });
    expect(
      judgedWith(
        column,
        sqlOf('INSERT INTO t (a) VALUES (1) ON CONFLICT DO UPDATE SET a = 1; ALTER TABLE u ADD b int'),
      ),
    ).toMatchObject([{ code: 'schema/changed', severity: 'block' }]);
  });

  it('warns where it is not all known', () => {
    const column = missing('column', ['public', 't', 'a']);
    expect(judgedWith(column, { opaque: true, sql: [] })).toMatchObject([
      { code: 'schema/missing', severity: 'warn', message: expect.stringContaining('2 is to be applied, and may') },
    ]);
    expect(judgedWith(column, {})).toMatchObject([{ severity: 'warn' }]);
  });
});
