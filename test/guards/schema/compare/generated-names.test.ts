import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../../shared/guards/schema/compare/compare.ts';
import { isGeneratedName } from '../../../../shared/guards/schema/compare/generated-names.ts';
import { database } from '../../../support/database.ts';
import { lines, object, snapshot } from './of.ts';

const check = (name: string, definition: string) => object(`constraint a.t.${name}`, { definition });
const index = (name: string, rest = 'btree (a, b)') =>
  object(`index a.t.${name}`, { definition: `CREATE INDEX ${name} ON a.t USING ${rest}` });

it.each([
  ['PRIMARY KEY (id)', 't_pkey', 'pkey'],
  ['UNIQUE (a, "B c")', 't_a_B c_key1', 't_b_key'],
  ['UNIQUE (a) INCLUDE (b)', 't_a_b_key', 't_a_key'],
  ['FOREIGN KEY (a, b) REFERENCES a.t(x, y)', 'old_name_a_b_fkey', 't_x_y_fkey'],
  ['CHECK ((a > 0))', 't_a_check12', 'positive'],
  ['EXCLUDE USING gist (a WITH &&)', 't_a_excl', 't_excl'],
])('a constraint %s can have been named %s by PostgreSQL, but not %s', (definition, generated, given) => {
  expect(isGeneratedName({ ...check('x', definition), path: ['a', 't', generated] })).toBe(true);
  expect(isGeneratedName({ ...check('x', definition), path: ['a', 't', given] })).toBe(false);
});

it('knows the names that PostgreSQL gives, cut to 63 bytes and of several letters a byte as well', async () => {
  const [long, wide] = ['l'.repeat(50), '表'.repeat(15)];
  const columns = ['a', '"B c"', long, `"${wide}"`];
  const tables = ['t', `"${'T'.repeat(60)}"`, `"${'表'.repeat(20)}"`, '"x_y"'];
  const made = tables.map(
    (
      table,
    ) => `CREATE TABLE ${table} (id serial PRIMARY KEY, ${columns.map((column) => `${column} int UNIQUE CHECK (${column} > 0) REFERENCES ${table}`).join(', ')});
      CREATE INDEX ON ${table} (${columns.join(', ')});
      CREATE INDEX ON ${table} (${columns[3]}) INCLUDE (a);
      CREATE INDEX ON ${table} ((a + 1), abs(id));
      ALTER TABLE ${table} ADD UNIQUE (${columns.slice(1).join(', ')}), ADD CHECK (a > id), ADD UNIQUE (a)`,
  );
  const db = await database(made.join(';'));
  const rows = await db.query<{ kind: 'constraint' | 'index'; path: string[]; definition: string }>(`
    SELECT 'constraint' AS kind, ARRAY['public', conrelid::regclass::text, conname] AS path, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL
    SELECT 'index', ARRAY['public', tablename, indexname], indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND indexname LIKE '%idx%'`);
  expect(rows.length).toBeGreaterThan(70);
  const wrong = rows.filter(({ kind, path, definition }) => !isGeneratedName({ kind, path, is: { definition } }));
  expect(wrong).toEqual([]);
  const sequences = await db.query<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relkind = 'S'`);
  const owned = { 'owned by': 'public.t.id' };
  for (const { name } of sequences)
    expect(isGeneratedName({ kind: 'sequence', path: ['public', name], is: owned })).toBe(true);
  expect(sequences).toHaveLength(4);
});

describe('the same definition under two generated names', () => {
  it('is equal', () => {
    expect(lines([check('t_a_check', 'CHECK (a)')], [check('t_check1', 'CHECK (a)')])).toEqual([]);
    expect(lines([index('t_a_b_idx')], [index('old_a_b_idx3')])).toEqual([]);
  });

  it('is a difference where one of them was given', () => {
    expect(lines([check('t_a_check', 'CHECK (a)')], [check('mine', 'CHECK (a)')])).toEqual([
      'added constraint a.t.mine = a.t.t_a_check',
      'removed constraint a.t.t_a_check = a.t.mine',
    ]);
  });

  it('is equal in any order', () => {
    const from = [check('t_a_check', 'CHECK (a)'), check('t_a_check1', 'CHECK (b)'), check('t_a_check2', 'CHECK (c)')];
    const to = [check('t_a_check', 'CHECK (c)'), check('t_a_check1', 'CHECK (a)'), check('t_a_check2', 'CHECK (b)')];
    expect(lines(from, to)).toEqual([]);
    expect(lines(from.slice(0, 2), to)).toEqual(['added constraint a.t.t_a_check']);
  });

  it('counts as two where there are two', () => {
    const twice = [index('t_a_b_idx'), index('t_a_b_idx1')];
    expect(lines(twice, [index('t_a_b_idx2')])).toEqual(['removed index a.t.t_a_b_idx1']);
  });

  it('has the next free number where the name is taken, so that it can be made', () => {
    const from = [index('t_idx', 'btree (a)'), index('t_a_b_idx'), index('t_b_idx', 'btree (b)')];
    const to = [index('t_b_idx', 'btree (b)'), index('t_a_b_idx', 'btree (a, b) WHERE x'), index('t_a_b_idx1')];
    expect(lines(from.slice(1), to)).toEqual(['added index a.t.t_a_b_idx']);
    const [difference] = differencesOf(snapshot(to), snapshot(from.slice(1)), { owners: false, columnOrder: false });
    expect(difference).toMatchObject({ change: 'removed', path: ['a', 't', 't_a_b_idx1'] });
    expect(difference?.from?.is.definition).toBe('CREATE INDEX "t_a_b_idx1" ON a.t USING btree (a, b) WHERE x');
  });

  it('says the names of the other side of what hangs on it', () => {
    const comment = (name: string) => object(`comment index.a.t.${name}`, { text: 'x' });
    expect(lines([index('t_a_b_idx'), comment('t_a_b_idx')], [index('t_a_b_idx1'), comment('t_a_b_idx1')])).toEqual([]);
    expect(lines([index('t_a_b_idx'), comment('t_a_b_idx')], [index('t_a_b_idx1')])).toEqual([
      'removed comment index.a.t.t_a_b_idx1',
    ]);
  });

  it('is equal of a partition, whose parent has a generated name as well', () => {
    const side = (name: string) => [
      index(name, 'btree (a)'),
      object(`index a.p.p_a_idx`, { definition: 'CREATE INDEX p_a_idx ON a.p USING btree (a)', parent: `a.${name}` }),
    ];
    expect(lines(side('t_a_idx'), side('t_a_idx1'))).toEqual([]);
    expect(lines(side('t_a_idx'), [...side('t_a_idx1').slice(0, 1), ...side('other').slice(1)])).toEqual([
      'changed index a.p.p_a_idx (parent)',
    ]);
  });

  it('is equal of an owned sequence, and so is the default that draws from it', () => {
    const side = (name: string) => [
      object('column a.t.id', { type: 'integer', default: `nextval('a."${name}"'::regclass)` }),
      object(`sequence a.${name}`, { type: 'integer', 'owned by': 'a.t.id' }),
      object(`grant sequence.a.${name}.app`, { privileges: ['USAGE'] }),
    ];
    expect(lines(side('T_id_seq'), side('t_id_seq1'))).toEqual([]);
    expect(lines(side('T_id_seq'), side('mine')).length).toBeGreaterThan(1);
  });
});

it('a check of a domain can have been named by PostgreSQL as well', () => {
  const domain = (...checks: string[]) => [object('domain a.d', { checks })];
  const from = domain('d_check CHECK ((VALUE > 1))', 'd_check1 CHECK ((VALUE > 2))');
  expect(lines(from, domain('d_check CHECK ((VALUE > 2))', 'd_check1 CHECK ((VALUE > 1))'))).toEqual([]);
  expect(lines(from, domain('d_check CHECK ((VALUE > 2))', 'mine CHECK ((VALUE > 1))'))).toHaveLength(1);
});
