import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../../shared/guards/schema/compare/compare.ts';
import type { SnapshotObject } from '../../../../shared/model/snapshot.ts';
import { lines, object, snapshot } from './of.ts';

const table = [
  object('table public.orders'),
  object('column public.orders.id', { type: 'integer' }, 1),
  object('column public.orders.note', { type: 'text' }, 2),
  object('constraint public.orders.orders_pkey', { definition: 'PRIMARY KEY (id)' }),
  object('index public.orders.by_note', { definition: 'CREATE INDEX by_note ON public.orders USING btree (note)' }),
  object('trigger public.orders.g', { definition: 'CREATE TRIGGER g ...' }),
  object('policy public.orders.p'),
  object('grant table.public.orders.app', { privileges: ['SELECT'] }),
  object('grant column.public.orders.id.app', { privileges: ['SELECT'] }),
  object('comment table.public.orders', { text: 'x' }),
  object('comment index.public.orders.by_note', { text: 'x' }),
];

it('lists a missing table without what belongs to it, and one too many as well', () => {
  expect(lines(table, [])).toEqual(['removed table public.orders']);
  expect(lines([], table)).toEqual(['added table public.orders']);
});

it('lists each part of a table that both have', () => {
  expect(lines(table, table.slice(0, 1))).toEqual([
    'removed column public.orders.id',
    'removed column public.orders.note',
    'removed constraint public.orders.orders_pkey',
    'removed index public.orders.by_note',
    'removed trigger public.orders.g',
    'removed policy public.orders.p',
    'removed grant table.public.orders.app',
    'removed comment table.public.orders',
  ]);
});

it.each([
  ['view', 'public.v'],
  ['materialized view', 'public.v'],
  ['function', 'public.v()'],
  ['sequence', 'public.v'],
  ['enum', 'public.v'],
  ['schema', 'v'],
])('lists no grant on a missing %s, and no comment', (kind, path) => {
  const comment = { ...object('comment x'), path: [kind, ...path.split('.')] };
  const grant = { ...object('grant x'), path: [kind, ...path.split('.'), 'PUBLIC'] };
  expect(lines([object(`${kind} ${path}`), comment, grant], [])).toEqual([`removed ${kind} ${path}`]);
});

it('lists no trigger of a missing view, and no comment on an attribute of a missing type', () => {
  const view = [object('view public.v'), object('trigger public.v.g'), object('comment column.public.v.a')];
  expect(lines(view, [])).toEqual(['removed view public.v']);
  expect(lines([], [object('type public.v'), object('comment column.public.v.a')])).toEqual(['added type public.v']);
});

it('says which properties differ, with both values', () => {
  const [difference] = differencesOf(
    snapshot([object('column a.b.c', { type: 'text', default: "'x'::text", 'not null': 'yes' })]),
    snapshot([object('column a.b.c', { type: 'integer', 'not null': 'yes', storage: 'plain' })]),
    { owners: false, columnOrder: false },
  );
  expect(difference?.properties).toEqual([
    { name: 'default', from: "'x'::text", to: null },
    { name: 'storage', from: null, to: 'plain' },
    { name: 'type', from: 'text', to: 'integer' },
  ]);
});

it('sees an owner only where that was asked for', () => {
  const [from, to] = [[object('table a.b', { owner: 'x' })], [object('table a.b', { owner: 'y' })]];
  expect(lines(from, to)).toEqual([]);
  expect(lines(from, to, { owners: true })).toEqual(['changed table a.b (owner)']);
});

describe('a grant to the role that owns the object on the other side', () => {
  const grant = (path: string, ...privileges: string[]) => object(`grant ${path}`, { privileges });
  const owned = (owner: string, ...grants: SnapshotObject[]) => [object('table a.t', { owner }), ...grants];
  const granted = owned('postgres', grant('table.a.t.app', 'SELECT*'), grant('column.a.t.c.app', 'UPDATE'));

  it('is no difference: an owner may do all that, and no GRANT would show', () => {
    expect(lines(granted, owned('app'))).toEqual([]);
    expect(lines(owned('app'), granted)).toEqual([]);
    const view = (owner: string) => object('view a.t', { owner });
    expect(lines([view('postgres'), grant('column.a.t.c.app', 'UPDATE')], [view('app')])).toEqual([]);
    expect(lines(granted, owned('app', grant('table.a.t.app', 'SELECT', 'UPDATE')))).toEqual([]);
    expect(lines(owned('app', grant('table.a.t.app', 'SELECT')), owned('postgres'))).toEqual([]);
  });

  it('is one of what he revoked from himself, of another role, and where owners count', () => {
    const less = owned('app', grant('table.a.t.app', 'SELECT'), grant('column.a.t.c.app', 'REFERENCES'));
    expect(lines(granted, less)).toEqual(['changed grant column.a.t.c.app (privileges)']);
    expect(lines(owned('postgres', grant('table.a.t.app', 'DELETE')), owned('app', grant('table.a.t.app')))).toEqual([
      'changed grant table.a.t.app (privileges)',
    ]);
    expect(lines(granted, owned('other'))).toHaveLength(2);
    expect(lines(owned('app', grant('table.a.t.app')), owned('app'))).toHaveLength(1);
    expect(lines(owned('"PUBLIC', grant('table.a.t.PUBLIC', 'SELECT')), owned('PUBLIC'))).toHaveLength(1);
    expect(lines(granted, owned('app'), { owners: true })).toHaveLength(3);
  });
});

describe('the order of columns', () => {
  const columns = (names: string) => [...names].map((name, index) => object(`column a.b.${name}`, {}, index + 1));

  it('is no difference', () => expect(lines(columns('abcd'), columns('dabc'))).toEqual([]));

  it('is one where that was asked for, of the fewest columns that would have to move', () => {
    const asked = { columnOrder: true };
    expect(lines(columns('abcd'), columns('dabc'), asked)).toEqual(['changed column a.b.d (position)']);
    expect(lines(columns('abcd'), columns('acxd'), asked)).toEqual([
      'removed column a.b.b = a.b.x',
      'added column a.b.x = a.b.b',
    ]);
    expect(lines(columns('abcd'), columns('acbd'), asked)).toHaveLength(1);
  });
});

describe('a schema that holds nothing but histories of migrations', () => {
  const theirs = [object('schema s', { histories: 'only' }), object('comment schema.s', { text: 'x' })];
  const more = [object('schema s'), object('table s.seen')];

  it('is no difference where the other side has none, or holds it likewise', () => {
    expect(lines(theirs, [])).toEqual([]);
    expect(lines([], theirs)).toEqual([]);
    expect(lines(theirs, theirs.slice(0, 1))).toEqual([]);
  });

  it('is compared where the other side has more in it', () => {
    expect(lines(more, theirs)).toEqual(['removed table s.seen', 'added comment schema.s']);
    expect(lines(theirs, more)).toEqual(['added table s.seen', 'removed comment schema.s']);
    expect(lines(more, [])).toEqual(['removed schema s', 'removed table s.seen']);
  });
});

it('compares what both scopes hold', () => {
  const objects = [object('table a.b'), object('column a.b.c'), object('table x.y')];
  const limited = (limits: object) => snapshot([], { scope: limits });
  expect(lines(objects, limited({ schemas: ['x*'] }))).toEqual(['removed table x.y']);
  expect(lines(limited({ tables: ['a.*'] }), objects)).toEqual(['added table a.b']);
  expect(lines(objects, limited({ kinds: ['column'] }))).toEqual(['removed column a.b.c']);
});

describe('an object of another name with the same definition', () => {
  const renamed = (named: string, other: string, is = {}) => lines([object(named, is)], [object(other, is)]);

  it('is named on both differences', () => {
    expect(renamed('view a.b', 'view a.c', { definition: 'SELECT 1' })).toEqual([
      'removed view a.b = a.c',
      'added view a.c = a.b',
    ]);
    const index = (name: string) => [
      object('table a.b'),
      object(`index a.b.${name}`, { definition: `CREATE INDEX ${name} ON a.b USING btree (c)` }),
    ];
    expect(lines(index('one'), index('two'))).toEqual([
      'removed index a.b.one = a.b.two',
      'added index a.b.two = a.b.one',
    ]);
    const made = (name: string) =>
      object(`function a.${name}()`, { definition: `CREATE OR REPLACE FUNCTION a.${name}()\n x` });
    expect(lines([made('f')], [made('g')])[0]).toBe('removed function a.f() = a.g()');
  });

  it('is a table with the same columns and constraints', () => {
    const named = (name: string, type = 'integer') => [
      object(`table a.${name}`),
      object(`column a.${name}.id`, { type }),
      object(`constraint a.${name}.${name}_pkey`, { definition: 'PRIMARY KEY (id)' }),
    ];
    expect(lines(named('b'), named('c'))[0]).toBe('removed table a.b = a.c');
    expect(lines(named('b'), named('c', 'text'))[0]).toBe('removed table a.b');
  });

  it('is a column of the same table, where only one can be meant', () => {
    const columns = (...names: string[]) => [object('table a.b'), ...names.map((name) => object(`column a.b.${name}`))];
    expect(lines(columns('c'), columns('d'))[0]).toBe('removed column a.b.c = a.b.d');
    expect(lines(columns('c'), columns('d', 'e'))[0]).toBe('removed column a.b.c');
    expect(renamed('column a.b.c', 'column a.x.c')[0]).toBe('removed column a.b.c');
  });

  it('is none of an empty table, a schema or an extension', () => {
    for (const kind of ['table a.', 'schema ', 'extension ']) {
      expect(renamed(`${kind}b`, `${kind}c`).join()).not.toContain('=');
    }
  });
});

it('lists differences in the order of kinds and names', () => {
  const names = ['grant table.a.b.x', 'comment schema.z', 'table b.a', 'table a.b', 'enum z.z', 'view a.a', 'schema q'];
  expect(
    lines(
      names.map((name) => object(name)),
      [],
    ).map((line) => line.split(' ')[1]),
  ).toEqual(['schema', 'enum', 'table', 'table', 'view', 'comment']);
});

it('takes a moment for many objects, written in two ways', () => {
  const side = (type: string) =>
    Array.from({ length: 20_000 }, (_, at) =>
      object(`column a.t${at >> 3}.c${at & 7}`, { type: 'text', default: at % 10 === 0 ? `'x'::${type}` : 'now()' }),
    );
  const [from, to] = [side('text'), side('character varying')];
  const before = process.cpuUsage();
  expect(lines(from, to)).toEqual([]);
  expect(process.cpuUsage(before).user).toBeLessThan(1_500_000);
});
