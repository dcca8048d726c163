import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Difference } from '../../../shared/guards/schema/difference.ts';
import { statementsOf } from '../../../shared/guards/schema/named-in-sql.ts';
import { changed, extra, factsOf, judgedBy, missing } from './judging.ts';

const table = ['public', 'accounts'];
const rowSecurity = changed('table', table, { 'row security': ['yes', null] });
const invoker = { options: [['security_invoker=true'], null] as [string[], null] };
const total = ['public', 'orders', 'total'];
const narrower = changed('column', total, { type: ['bigint', 'integer'] });

function weighed(difference: Difference, text: string): string[] {
  const migrations = [{ id: '2', sql: [{ line: 1, text }] }];
  const facts = factsOf([difference], { migrations, histories: { applied: ['1'], pending: migrations } });
  return judgedBy(facts).map(({ code, severity }) => `${code} ${severity}`);
}

describe('a pending migration that only mentions an object is no reason to pass', () => {
  test.each<[string, Difference, string]>([
    ['another column', rowSecurity, 'ALTER TABLE accounts ADD COLUMN nickname text'],
    ['an index on it', narrower, 'CREATE INDEX orders_total_idx ON orders (total)'],
    ['a reference', missing('table', ['public', 'users']), 'ALTER TABLE posts ADD user_id int REFERENCES users(id)'],
    ['a grant', changed('view', ['public', 'active_users'], invoker), 'GRANT SELECT ON active_users TO reporting'],
    ['the same name elsewhere', rowSecurity, 'CREATE TABLE audit.accounts (id int)'],
    ['another type', narrower, 'ALTER TABLE orders ALTER total TYPE text'],
    ['the other way round', rowSecurity, 'ALTER TABLE accounts DISABLE ROW LEVEL SECURITY'],
    [
      'and back',
      rowSecurity,
      'ALTER TABLE accounts ENABLE ROW LEVEL SECURITY; ALTER TABLE accounts DISABLE ROW LEVEL SECURITY',
    ],
    ['another table', rowSecurity, 'ALTER TABLE logs ADD accounts int, ENABLE ROW LEVEL SECURITY'],
    ['in a constant', rowSecurity, `COMMENT ON TABLE accounts IS '; ALTER TABLE accounts ENABLE ROW LEVEL SECURITY'`],
    ['in a body', rowSecurity, 'CREATE FUNCTION f() AS $$ ALTER TABLE accounts ENABLE ROW LEVEL SECURITY; $$'],
    ['another option', changed('view', ['public', 'v'], invoker), 'ALTER VIEW v SET (security_barrier = true)'],
    ['the option off', changed('view', ['public', 'v'], invoker), 'ALTER VIEW v SET (security_invoker = false)'],
    ['where it is there', narrower, 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS total bigint'],
  ])('%s', (_, difference, text) => {
    expect(weighed(difference, text)).toEqual([expect.stringMatching(/^schema\/(changed|missing) warn$/)]);
  });

  it('and a comment in its SQL, or one of two properties, none at all', () => {
    expect(weighed(rowSecurity, 'ALTER TABLE logs ADD a int -- for accounts')).toEqual(['schema/changed block']);
    const both = changed('table', table, { 'row security': ['yes', null], 'force row security': ['yes', null] });
    expect(weighed(both, 'ALTER TABLE accounts ENABLE ROW LEVEL SECURITY')).toEqual(['schema/changed warn']);
    expect(weighed(both, 'ALTER TABLE accounts FORCE ROW LEVEL SECURITY, ENABLE ROW LEVEL SECURITY')).toEqual([
      'schema/pending info',
    ]);
  });

  it('by its effects: a table that is made only where there is none keeps what it lost', () => {
    const migrations = [{ id: '2', effects: ['+table accounts', '+view v'], sql: [] }];
    const histories = { applied: [], pending: migrations };
    const codes = (difference: Difference) =>
      judgedBy(factsOf([difference], { migrations, histories })).map(({ code }) => code);
    expect(codes(rowSecurity)).toEqual(['schema/changed']);
    expect(codes(changed('view', ['public', 'v'], invoker))).toEqual(['schema/changed']);
    expect(codes(changed('view', ['public', 'v'], { definition: ['SELECT 1', 'SELECT 2'] }))).toEqual([
      'schema/pending',
    ]);
  });
});

describe('a pending migration that says it makes it', () => {
  const grant = ['table', 'public', 'orders', 'app'];
  test.each<[Difference, string]>([
    [rowSecurity, 'alter table if exists only public."accounts" add x int, enable /* now */ row level security'],
    [changed('table', table, { 'row security': [null, 'yes'] }), 'ALTER TABLE accounts DISABLE ROW LEVEL SECURITY'],
    [
      changed('table', table, { options: [['fillfactor=70'], ['fillfactor=80']] }),
      'ALTER TABLE accounts SET (fillfactor = 70)',
    ],
    [changed('table', table, { bound: ['a', 'b'] }), 'ALTER TABLE all_accounts ATTACH PARTITION accounts DEFAULT'],
    [narrower, 'ALTER TABLE orders ALTER COLUMN total SET DATA TYPE int8 USING total::bigint'],
    [
      changed('column', total, { type: ['character varying(20)', 'text'] }),
      'ALTER TABLE orders ALTER total TYPE varchar(20)',
    ],
    [changed('column', total, { type: ['public.mood[]', 'text'] }), 'ALTER TABLE orders ALTER total TYPE mood[]'],
    [
      changed('column', total, { type: ['timestamp(3) with time zone', 'date'] }),
      'ALTER TABLE orders ALTER total TYPE timestamptz(3)',
    ],
    [changed('column', total, { default: ['0', null] }), 'ALTER TABLE orders ALTER total SET DEFAULT 0'],
    [changed('column', total, { default: [null, '0'] }), 'ALTER TABLE orders ALTER total DROP DEFAULT'],
    [changed('column', total, { 'not null': ['yes', null] }), 'ALTER TABLE orders ALTER total SET NOT NULL'],
    [changed('column', total, { 'not null': [null, 'yes'] }), 'ALTER TABLE orders ALTER total DROP NOT NULL'],
    [
      changed('column', total, { identity: ['by default', 'always'] }),
      'ALTER TABLE orders ALTER total SET GENERATED BY DEFAULT',
    ],
    [changed('view', ['public', 'v'], invoker), 'ALTER VIEW v SET (security_barrier, security_invoker)'],
    [changed('view', ['public', 'v'], invoker), 'CREATE OR REPLACE VIEW v WITH (security_invoker = on) AS SELECT 1'],
    [
      changed('view', ['public', 'v'], { options: [null, ['security_invoker=true']] }),
      'ALTER VIEW v RESET (security_invoker)',
    ],
    [changed('constraint', ['public', 't', 'c'], { valid: [null, 'no'] }), 'ALTER TABLE t VALIDATE CONSTRAINT c'],
    [changed('trigger', ['public', 't', 'g'], { enabled: [null, 'disabled'] }), 'ALTER TABLE t ENABLE TRIGGER g'],
    [changed('policy', ['public', 't', 'p'], { using: ['true', 'false'] }), 'ALTER POLICY p ON t USING (true)'],
    [changed('index', ['public', 't', 'i'], { valid: [null, 'no'] }), 'REINDEX INDEX CONCURRENTLY i'],
    [
      changed('enum', ['public', 'mood'], { values: [['a', 'b c'], ['a']] }),
      `ALTER TYPE mood ADD VALUE IF NOT EXISTS 'b c'`,
    ],
    [
      changed('sequence', ['public', 's'], { increment: ['5', null], cache: ['9', null] }),
      'ALTER SEQUENCE s INCREMENT BY 5 CACHE 9',
    ],
    [changed('materialized view', ['public', 'm'], { populated: [null, 'no'] }), 'REFRESH MATERIALIZED VIEW m'],
    [
      changed('function', ['public', 'f(numeric, text)'], { definition: ['a', 'b'] }),
      'CREATE OR REPLACE FUNCTION f(n numeric(10, 2), t text) RETURNS int AS $$ SELECT 1; $$',
    ],
    [missing('table', ['public', 'users']), 'CREATE TABLE IF NOT EXISTS public.users (id int)'],
    [
      missing('constraint', ['public', 't', 't_a_fkey'], { definition: 'FOREIGN KEY (a) REFERENCES public.users(id)' }),
      'ALTER TABLE t ADD COLUMN a int REFERENCES users (id)',
    ],
    [missing('comment', ['column', 'public', 't', 'a'], { text: 'x' }), `COMMENT ON COLUMN t.a IS 'x'`],
    [
      missing('grant', grant, { privileges: ['INSERT', 'SELECT'] }),
      'GRANT SELECT, INSERT ON TABLE logs, orders TO reader, app',
    ],
    [missing('grant', grant, { privileges: ['SELECT'] }), 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO app'],
    [
      missing('grant', ['column', 'public', 'orders', 'total', 'app'], { privileges: ['UPDATE'] }),
      'GRANT UPDATE (id, total) ON orders TO app',
    ],
    [extra('grant', grant, { privileges: ['SELECT'] }), 'REVOKE ALL ON orders FROM app'],
    [extra('index', ['public', 't', 'i']), 'DROP INDEX CONCURRENTLY IF EXISTS h, i'],
    [extra('policy', ['public', 't', 'p']), 'DROP POLICY p ON t'],
  ])('%#', (difference, text) => {
    expect(weighed(difference, text)).toEqual(['schema/pending info']);
  });

  it.each<[Difference, string]>([
    [missing('grant', grant, { privileges: ['SELECT'] }), 'GRANT SELECT (total) ON orders TO app'],
    [missing('grant', grant, { privileges: ['INSERT'] }), 'GRANT SELECT ON orders TO app'],
    [missing('grant', grant, { privileges: ['SELECT'] }), 'REVOKE SELECT ON orders FROM app'],
    [
      missing('grant', grant, { privileges: ['SELECT'] }),
      'GRANT SELECT ON orders TO app; REVOKE ALL ON ALL TABLES IN SCHEMA public FROM app',
    ],
    [missing('table', ['public', '*']), 'ALTER TABLE logs ADD a int'],
    [
      changed('function', ['public', 'f(text)'], { definition: ['a', 'b'] }),
      'CREATE FUNCTION f(a int, b int) RETURNS int AS $$ SELECT 1 $$',
    ],
    [changed('enum', ['public', 'mood'], { values: [['a', 'b', 'c'], ['a']] }), `ALTER TYPE mood ADD VALUE 'b'`],
  ])('no other, %#', (difference, text) => {
    expect(weighed(difference, text).join()).toMatch(/^schema\/(missing|changed) (warn|block)$/);
  });
});

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const names = fc.oneof(
  fc.stringMatching(/^[a-z_][a-z0-9_]{0,6}$/),
  fc.string({ unit: fc.constantFrom(...`aZé0 .,;()'"$%*/-`), minLength: 1, maxLength: 5 }),
);

/** What SQL makes of `table` and its column, told without a look at SQL; the words are those of no name above. */
const cases: { sql: (table: string, column: string) => string; makes: string }[] = [
  { sql: (table) => `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, makes: 'security' },
  { sql: (table, column) => `ALTER TABLE ${table} ADD ${column} int, ENABLE ROW LEVEL SECURITY`, makes: 'security' },
  { sql: (table, column) => `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE bigint`, makes: 'type' },
  { sql: (table, column) => `ALTER TABLE ${table} ALTER ${column} SET NOT NULL`, makes: 'not null' },
  { sql: (table, column) => `ALTER TABLE ${table} ALTER ${column} SET DEFAULT 1`, makes: 'default' },
  { sql: (table, column) => `CREATE INDEX ON ${table} (${column})`, makes: '' },
  { sql: (table) => `GRANT SELECT ON ${table} TO PUBLIC`, makes: '' },
  { sql: (table, column) => `ALTER TABLE q.x ADD FOREIGN KEY (${column}) REFERENCES ${table} (${column})`, makes: '' },
  { sql: (table) => `CREATE VIEW q.x AS SELECT 'ENABLE ROW LEVEL SECURITY' FROM ${table}`, makes: '' },
];

test('only a statement about the object with the words of the property is sure to make it', () => {
  const properties = (path: string[], column: string): Record<string, Difference> => ({
    security: changed('table', path, { 'row security': ['yes', null] }),
    type: changed('column', [...path, column], { type: ['bigint', 'integer'] }),
    'not null': changed('column', [...path, column], { 'not null': ['yes', null] }),
    default: changed('column', [...path, column], { default: ['1', null] }),
  });
  const place = fc.record({ schema: names, name: names, column: names });
  const written = fc.record({ one: fc.constantFrom(...cases), isOther: fc.boolean(), isPlaced: fc.boolean() });
  fc.assert(
    fc.property(place, written, fc.constantFrom(' ', '\n', ' /* x */ '), ({ schema, name, column }, at, space) => {
      const table = `${at.isPlaced || at.isOther ? `${quoted(at.isOther ? `${schema}2` : schema)}.` : ''}${quoted(name)}`;
      const text = at.one.sql(table, quoted(column)).replaceAll(/(?<=[A-Z]) (?=[A-Z])/g, space);
      const find = statementsOf([{ id: '1', sql: [{ line: 1, text: `SELECT 1; ${text};` }] }]);
      for (const [property, difference] of Object.entries(properties([schema, name], column))) {
        expect(find(difference)?.sure ?? false).toBe(property === at.one.makes && !at.isOther);
      }
    }),
    { numRuns: 100 },
  );
});
