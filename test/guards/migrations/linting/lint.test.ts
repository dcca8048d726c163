import { describe, expect, it } from 'vitest';
import { lint, nowhere } from '../../../../shared/guards/migrations/linting/lint.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import { standIn } from '../../../../shared/guards/migrations/tools/django/stand-in.ts';
import { lintOf, rulesOf } from '../lint/harness.ts';

const index = 'create-index-not-concurrently';

it('says nothing of a table that the same migration made, whatever it is called by then', async () => {
  expect(await rulesOf('CREATE INDEX i ON t (a)')).toContain(index);
  for (const made of [
    'CREATE TABLE t (a int)',
    'CREATE TABLE public.t (a int)',
    'CREATE TABLE t AS SELECT 1 AS a',
    'SELECT 1 AS a INTO t',
    'CREATE TABLE t PARTITION OF p DEFAULT',
    'CREATE TABLE u (a int); ALTER TABLE u RENAME TO t',
  ]) {
    expect(await rulesOf(`${made}; CREATE INDEX i ON t (a)`), made).not.toContain(index);
  }
  expect(await rulesOf('CREATE SCHEMA s; CREATE INDEX i ON s.t (a)')).not.toContain(index);
});

it('does where the new one has another schema, was dropped, or was renamed away', async () => {
  for (const made of [
    'CREATE TABLE s.t (a int); CREATE INDEX i ON r.t (a)',
    'CREATE TABLE t (a int); DROP TABLE t; CREATE INDEX i ON t (a)',
    'CREATE TABLE t (a int); ALTER TABLE t RENAME TO u; CREATE INDEX i ON t (a)',
  ]) {
    expect(await rulesOf(made), made).toContain(index);
  }
});

it('IF NOT EXISTS makes nothing new where the database has the table already', async () => {
  const sql = 'CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)';
  expect(await rulesOf(sql, { tables: [{ name: 't' }] })).toContain(index);
  expect(await rulesOf(sql, { tables: [] })).not.toContain(index);
});

it('nor does it without a database, where the table may be there', async () => {
  expect(await rulesOf('CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)')).toContain(index);
  expect(
    await rulesOf('CREATE TABLE t (a int); CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON t (a)'),
  ).toEqual([]);
});

it('a rule that the settings turn off finds nothing, and another class is taken from them', async () => {
  expect(await rulesOf('CREATE INDEX i ON t (a)', { lint: { [index]: 'off' } })).not.toContain(index);
});

it('a syntax error is dangerous, with its column; what is no SQL is careful', async () => {
  expect(await lintOf('SELEC 1')).toMatchObject([
    {
      rule: 'syntax-error',
      class: 'dangerous',
      message: 'syntax error at or near "SELEC", in column 1: PostgreSQL refuses it',
    },
  ]);
  expect(await lintOf('\\set a 1')).toMatchObject([{ rule: 'not-understood', class: 'careful' }]);
});

it('a table that keys of new tables point at is locked once in a transaction', async () => {
  const key = (name: string) =>
    `CREATE TABLE ${name} (id int); ALTER TABLE ${name} ADD FOREIGN KEY (id) REFERENCES users`;
  const found = async (sql: string, wish = {}) =>
    (await lintOf(sql, wish)).filter(({ rule }) => rule === 'create-table-with-foreign-key').length;
  expect(await found(`${key('a')}; ${key('b')}`)).toBe(1);
  expect(await found(`${key('a')}; ${key('b')}`, { tool: 'goose', transaction: 'none' })).toBe(2);
  expect(await found(`LOCK users IN SHARE MODE; ${key('a')}`)).toBe(1);
});

describe('migrations of one history', () => {
  const judged = async (texts: string[], surroundings = nowhere()) => {
    await loadParser();
    const project = { tool: 'drizzle', transaction: 'all' } as const;
    const submitted = texts.map((text, at) => ({
      project,
      migration: { id: `${at}`, sql: [{ line: 1, text }] },
    }));
    return lint(submitted, { lint: {} }, surroundings).map((each) => each.judged.map(({ rule }) => rule.name));
  };
  const texts = ['CREATE TABLE t (a int)', 'CREATE INDEX i ON t (a)', 'ALTER TABLE t DROP COLUMN a'];

  it('is no single deploy without a database: what an earlier one made is in use, although the tool runs all in one', async () => {
    expect(await judged(texts)).toEqual([[], [index], ['drop-column']]);
  });

  it('with a database at hand what is pending runs in one: its tables are new, its locks last', async () => {
    const live = { ...nowhere(), live: true };
    expect(await judged(texts, live)).toEqual([[], [], []]);
    const both = await judged(['ALTER TABLE a ADD x int', 'ALTER TABLE b ADD x int'], live);
    expect(both[1]).toContain('several-locks-in-one-transaction');
    expect((await judged(['ALTER TABLE a ADD x int', 'ALTER TABLE b ADD x int']))[1]).toEqual([]);
  });

  it('a transaction ends where another project begins', async () => {
    await loadParser();
    const submitted = ['a', 'b'].map((table) => ({
      project: { tool: 'drizzle', transaction: 'all' } as const,
      migration: { id: table, sql: [{ line: 1, text: `ALTER TABLE ${table} ADD x int` }] },
    }));
    const [, second] = lint(submitted, { lint: {} }, { ...nowhere(), live: true });
    expect(second?.judged.map(({ rule }) => rule.name)).not.toContain('several-locks-in-one-transaction');
  });
});

describe('SQL that stands for a program of Django', () => {
  const django = { tool: 'django' } as const;

  it('is one finding where a field is removed: Django writes CASCADE unasked', async () => {
    const removed = ['ALTER TABLE a_b DROP COLUMN c CASCADE', 'DROP TABLE a_b CASCADE'];
    expect(await Promise.all(removed.map((sql) => rulesOf(sql, django)))).toEqual([['drop-column'], ['drop-table']]);
    expect(await rulesOf('DROP VIEW v CASCADE', django)).toContain('cascade');
    expect(await rulesOf('DROP TABLE a_b CASCADE')).toContain('cascade');
  });

  it('is no SQL to paste where only Django knows a value', async () => {
    const [entry] = await lintOf(`ALTER TABLE a_b ADD COLUMN c text DEFAULT ${standIn} NOT NULL UNIQUE`, django);
    expect(entry).toMatchObject({ rule: 'add-column-unique', class: 'dangerous' });
    expect(JSON.stringify(entry)).not.toContain('computed');
    const [known] = await lintOf("ALTER TABLE a_b ADD COLUMN c text DEFAULT 'x' NOT NULL UNIQUE", django);
    expect(known?.sql?.length).toBeGreaterThan(0);
  });
});
