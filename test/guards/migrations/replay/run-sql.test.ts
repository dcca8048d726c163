import { beforeAll, describe, expect, it } from 'vitest';
import { lint, nowhere } from '../../../../shared/guards/migrations/linting/lint.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import { type Ran, type Runnable, runSql } from '../../../../shared/guards/migrations/replay/run-sql.ts';
import { withShadow } from '../../../../shared/guards/migrations/replay/shadow.ts';
import { settingsSchema } from '../../../../shared/model/settings.ts';
import { database, versions } from '../../../support/database.ts';
import { houseFor } from '../../../support/lockstep.ts';

const settings = settingsSchema.parse({});

/** One migration for each text, each sent as Prisma sends it. */
function project(texts: string[], transaction: Runnable['transaction'] = 'none'): Runnable {
  const migrations = texts.map((text, at) => ({ id: `m${at}`, file: `m${at}.sql`, sql: [{ line: 1, text }] }));
  return { tool: 'prisma', transaction, migrations };
}

async function replayed(texts: string[], { transaction, version }: { transaction?: 'each'; version?: number } = {}) {
  const { url } = await database('', version === undefined ? {} : { version });
  const options = { limits: settings.limits, house: houseFor(), url };
  return withShadow(options, ({ driver }) => runSql(driver, project(texts, transaction)));
}

function locksIn(ran: Ran[]): unknown[] {
  return ran.map(({ locks }) => locks?.map(({ relation, mode }) => `${mode} on ${relation}`) ?? null);
}

const made = [
  'CREATE TABLE users (id int PRIMARY KEY, email text, legacy text)',
  'CREATE TABLE orders (id int, user_id int, paid boolean)',
  'CREATE TABLE gone (id int)',
];
/** What lint says of each without a database, where every table is taken for an old one. */
const statements = [
  'CREATE INDEX users_email ON users (email)',
  'ALTER TABLE users ALTER COLUMN email SET NOT NULL',
  'ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id)',
  'ALTER TABLE orders ADD CONSTRAINT orders_paid CHECK (paid)',
  'ALTER TABLE users ALTER COLUMN email TYPE varchar(20)',
  'ALTER TABLE users DROP COLUMN legacy',
  'ALTER TABLE orders ADD CONSTRAINT orders_key UNIQUE (id)',
  'ALTER TABLE orders RENAME COLUMN paid TO settled',
  'ALTER TABLE orders RENAME TO purchases',
  'UPDATE users SET email = lower(email)',
  'TRUNCATE purchases',
  'DROP TABLE gone',
];

const strength = ['RowExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'AccessExclusiveLock'];

function strongest(locks: string[]): string | undefined {
  return locks.sort((one, other) => strength.indexOf(one) - strength.indexOf(other)).at(-1);
}

describe.each(versions)('on PostgreSQL %i', (version) => {
  beforeAll(loadParser);
  it('the locks that are seen are those that lint claims', async () => {
    const ran = (await replayed([...made, ...statements], { version })).slice(made.length);
    const linted = lint(
      project(statements).migrations.map((migration) => ({ migration, project: project([]) })),
      settings.migrations,
      nowhere(version),
    );
    const claims = linted.map(({ judged }) => judged.flatMap(({ entry }) => entry.lock ?? []));
    expect(ran.map(({ sql, locks }) => [sql, strongest((locks ?? []).map(({ mode }) => mode))])).toEqual(
      statements.map((sql, at) => [sql, strongest(claims[at] ?? [])]),
    );
  });
});

describe('statement by statement', () => {
  it('what others call a table is told where it is renamed or dropped', async () => {
    const ran = await replayed(['CREATE TABLE a (id int)', 'ALTER TABLE a RENAME TO b', 'DROP TABLE b']);
    expect(locksIn(ran)).toEqual([[], ['AccessExclusiveLock on public.a'], ['AccessExclusiveLock on public.b']]);
  });

  it('a lock is told once, by the statement that takes it; tables of the same transaction are nobody else’s', async () => {
    const ran = await replayed(
      [
        'CREATE TABLE a (id int)',
        'CREATE TABLE b (id int); ALTER TABLE a ADD x int; ALTER TABLE a ADD y int; DROP TABLE b',
      ],
      { transaction: 'each' },
    );
    expect(locksIn(ran)).toEqual([[], [], ['AccessExclusiveLock on public.a'], [], []]);
  });

  it('transactions of the file end where it says so', async () => {
    const ran = await replayed([
      'CREATE TABLE a (id int)',
      'BEGIN; ALTER TABLE a ADD x int; COMMIT; ALTER TABLE a ADD y int;',
      'ALTER TABLE a ADD z int',
    ]);
    const lock = ['AccessExclusiveLock on public.a'];
    expect(locksIn(ran)).toEqual([[], lock, lock, lock]);
  });

  it('what no transaction may hold is run all the same, and its locks are not known', async () => {
    const ran = await replayed(['CREATE TABLE a (id int)', 'CREATE INDEX CONCURRENTLY i ON a (id)', 'VACUUM a']);
    expect(locksIn(ran)).toEqual([[], null, null]);
  });

  it.each([
    ['SELECT 1;\n\nALTER TABLE nowhere ADD x int;', 'm0.sql:3 was refused: relation "nowhere" does not exist'],
    ['LOCK TABLE pg_class', 'm0.sql:1 was refused: LOCK TABLE can only be used in transaction blocks'],
    ['BEGIN;\nCREATE TABLE a (id int);\nROLLBACK;', 'm0.sql:3 takes back what came before'],
    ['SELECT 1;\nSELEC 2;', /line 2/],
  ])('%j is refused with its file and line', async (text, message) => {
    await expect(replayed([text])).rejects.toThrow(message);
  });
});
