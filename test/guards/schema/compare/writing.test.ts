import { describe, expect, it } from 'vitest';
import { canonical } from '../../../../shared/guards/schema/compare/canonical.ts';
import { lines, object, snapshot } from './of.ts';

type Is = Parameters<typeof object>[1];
const compared = (named: string, from: Is, to: Is, servers: [number, number] = [18, 18]) =>
  lines(
    ...([from, to].map((is, side) => snapshot([object(named, is)], { server: servers[side] ?? 18 })) as [
      ReturnType<typeof snapshot>,
      ReturnType<typeof snapshot>,
    ]),
  );

describe('texts that PostgreSQL writes in two ways', () => {
  it.each([
    ['CHECK ((((v)::text', '= ANY ((ARRAY[', `'R'::character varying, 'it''s'::character varying`, '])::text[])))'],
    ['CHECK ((((v)::text', '<> ALL ((ARRAY[', 'NULL::character varying', '])::text[])))'],
  ])('a list of constants on a varchar column, before and after a restore: %s %s', (start, opening, list, end) => {
    const written = `${start} ${opening}${list}${end}`;
    const restored = written
      .replace('((ARRAY', '(ARRAY')
      .replace('])::text[]', ']')
      .replaceAll(/('(?:[^']|'')*'|NULL)::character varying/g, '($&)::text');
    expect(restored).not.toBe(written);
    expect(compared('constraint a.b.c', { definition: written }, { definition: restored })).toEqual([]);
    expect(compared('view a.b', { definition: written }, { definition: restored })).toEqual([]);
    expect(compared('policy a.b.c', { using: written }, { using: restored })).toEqual([]);
  });

  it.each([
    ['((a > 0))', '(a > 0)'],
    ['(((a > 0)) AND b)', '((a > 0) AND b)'],
    ['a  =\n b', 'a = b'],
    [`(('x'::character varying)::text)`, `('x'::text)`],
    [`('{a,b}'::character varying[])::text[]`, `'{a,b}'::text[]`],
    [`((ARRAY['x'::text])::character varying[])::text[]`, `ARRAY['x'::text]`],
  ])('%s is as %s', (one, other) => {
    expect(canonical(one)).toBe(canonical(other));
  });

  it.each([
    ['(a)::text < (b)::text', 'a < b'],
    [`f('a'::character varying)`, `f('a'::text)`],
    [`('abc'::character varying(2))::text`, `'abc'::text`],
    [`('a '::bpchar)::text`, `'a '::text`],
    ['ANY ((SELECT a))', 'ANY (SELECT a)'],
    ['a IN ((1, 2))', 'a IN (1, 2)'],
    [`'a  b'`, `'a b'`],
    ['"a  b"', '"a b"'],
    ['$$a  b$$', '$$a b$$'],
    [`'(''x''::character varying)::text'`, `'''x''::text'`],
    ['(a + b) * c', 'a + b * c'],
    [`(ARRAY[a, 'x'::character varying])::text[]`, `ARRAY[a, 'x'::text]`],
    ['"A"', 'a'],
  ])('%s is not as %s', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });
});

describe('the default of a column', () => {
  it.each([
    ['text', `'x'::text`, `'x'::character varying`],
    ['character varying(5)', `'x'::text`, `('x'::character varying)::text`],
    ['character(2)', `'x'::bpchar`, `'x'::text`],
    ['character varying[]', `'{a}'::text[]`, `'{a}'::character varying[]`],
    ['character varying[]', `ARRAY['a'::text]`, `ARRAY['a'::character varying]`],
    ['numeric(10,2)', '0', `'0'::numeric`],
    ['numeric', '(1)::numeric', '1'],
    ['bigint', `'-1'::integer`, `'-1'::bigint`],
    ['numeric', '0.5', `'0.5'::numeric`],
    ['integer', '(1)', '1'],
  ])('of type %s is the same as %s and as %s', (type, one, other) => {
    expect(compared('column a.b.c', { type, default: one }, { type, default: other })).toEqual([]);
    expect(compared('domain a.b', { type, default: one }, { type, default: other })).toEqual([]);
  });

  it('that is NULL is none', () => {
    expect(compared('column a.b.c', { type: 'text', default: 'NULL::character varying' }, { type: 'text' })).toEqual(
      [],
    );
  });

  it('that is NULL is one where the type may have a default of its own', () => {
    const written = { type: 'public.d', default: 'NULL::text' };
    expect(compared('column a.b.c', written, { type: 'public.d' })).toEqual(['changed column a.b.c (default)']);
    expect(compared('domain a.b', written, { type: 'public.d' })).toEqual(['changed domain a.b (default)']);
  });

  it.each([
    ['text', `'x'::text`, `'X'::text`],
    ['text', `'now'::text`, 'now()'],
    ['character varying(9)', `'abc'::character varying(2)`, `'abc'::character varying`],
    ['character varying', `'a '::bpchar`, `'a '::text`],
    ['numeric', `1.5`, `'1.5'::integer`],
    ['integer', '1', '-1'],
    ['date', `'now'::date`, `'now'::text`],
    ['jsonb', `'{}'::jsonb`, `'[]'::jsonb`],
    ['numeric', '1', '1.0'],
    ['text', `NULL::text`, `''::text`],
    ['text', '(a)::text', '(b)::text'],
    ['integer', '((1 + 2) * 3)', '(1 + (2 * 3))'],
  ])('of type %s is not the same as %s and as %s', (type, one, other) => {
    const differ = ['changed column a.b.c (default)'];
    expect(compared('column a.b.c', { type, default: one }, { type, default: other })).toEqual(differ);
  });
});

it('the default of a column of a view is compared as what it means', () => {
  const of = (text: string) => ({ defaults: [`a ${text}`] });
  expect(compared('view a.b', of(`('x'::character varying)::text`), of(`'x'::text`))).toEqual([]);
  expect(compared('view a.b', of(`'x'::text`), of(`'y'::text`))).toEqual(['changed view a.b (defaults)']);
  expect(compared('view a.b', of(`'x'::text`), {})).toEqual(['changed view a.b (defaults)']);
});

describe('a view of servers up to 15 and from 16 on', () => {
  it.each([
    [' SELECT t.id\n   FROM a.t\n  WHERE (t.v = 1)', ' SELECT id\n   FROM a.t\n  WHERE (v = 1)'],
    [' SELECT t.id FROM a.t t ORDER BY t.v', ' SELECT id FROM a.t t ORDER BY v'],
    [' SELECT "T x".id FROM a."T x"', ' SELECT id FROM a."T x"'],
    [' SELECT s.id FROM ( SELECT t.id FROM a.t) s', ' SELECT id FROM ( SELECT t.id FROM a.t) s'],
    [' SELECT g.g FROM generate_series(1, 3) g(g)', ' SELECT g FROM generate_series(1, 3) g(g)'],
    [
      ' SELECT t.id FROM a.t WHERE (EXISTS ( SELECT 1 FROM a.o WHERE (o.x = t.id)))',
      ' SELECT id FROM a.t WHERE (EXISTS ( SELECT 1 FROM a.o WHERE (o.x = t.id)))',
    ],
    [
      'WITH x AS ( SELECT t.id FROM a.t, a.o) SELECT EXTRACT(year FROM x.id) AS y FROM x',
      'WITH x AS ( SELECT t.id FROM a.t, a.o) SELECT EXTRACT(year FROM id) AS y FROM x',
    ],
  ])('is the same with and without the name of its one table: %s', (old, fresh) => {
    const differ = ['changed view a.b (definition)'];
    expect(compared('view a.b', { definition: old }, { definition: fresh }, [14, 18])).toEqual([]);
    expect(compared('view a.b', { definition: fresh }, { definition: old }, [16, 15])).toEqual([]);
    expect(compared('view a.b', { definition: old }, { definition: fresh }, [14, 15])).toEqual(differ);
  });

  it.each([
    [' SELECT t.id FROM a.t, a.o', ' SELECT o.id FROM a.t, a.o'],
    [' SELECT t.id FROM (a.t JOIN a.o ON (true))', ' SELECT o.id FROM (a.t JOIN a.o ON (true))'],
    [' SELECT t.id FROM a.t', ' SELECT code FROM a.t'],
    [' SELECT a.f(t.id) AS f FROM a.t', ' SELECT b.f(id) AS f FROM a.t'],
    [' SELECT ( SELECT o.id FROM a.o) AS x FROM a.t', ' SELECT ( SELECT t.id FROM a.o) AS x FROM a.t'],
    [' SELECT t.id FROM a.t', ' SELECT id FROM b.t'],
    [' SELECT t.id, ( SELECT t.x FROM a.o) AS x FROM a.t', ' SELECT id, ( SELECT x FROM a.o) AS x FROM a.t'],
  ])('is not the same where more differs: %s', (old, fresh) => {
    expect(compared('view a.b', { definition: old }, { definition: fresh }, [14, 18])).toHaveLength(1);
  });
});

describe('what another major version has unasked', () => {
  it('is no difference: MAINTAIN, CREATE in public, the version of an extension that comes with it', () => {
    const grant = (...privileges: string[]) => ({ privileges });
    expect(compared('grant table.a.b.app', grant('MAINTAIN', 'SELECT'), grant('SELECT'), [18, 14])).toEqual([]);
    expect(compared('grant table.a.b.app', grant('MAINTAIN', 'SELECT'), grant('SELECT'))).toHaveLength(1);
    const maintained = snapshot([object('grant table.a.b.app', grant('MAINTAIN'))]);
    expect(lines(maintained, snapshot([], { server: 14 }))).toEqual([]);
    expect(lines(maintained, snapshot([]))).toHaveLength(1);
    const stripped = snapshot([object('grant table.a.b.app', grant())]);
    expect(lines(stripped, snapshot([], { server: 14 }))).toHaveLength(1);
    const hardened = snapshot([object('grant schema.public.PUBLIC', grant('USAGE'))], { server: 14 });
    expect(lines(hardened, snapshot([]))).toEqual([]);
    expect(lines(hardened, snapshot([], { server: 14 }))).toHaveLength(1);
    expect(compared('extension citext', { version: '1.6' }, { version: '1.8' }, [14, 18])).toEqual([]);
    expect(compared('extension citext', { version: '1.6' }, { version: '1.8' })).toHaveLength(1);
    expect(compared('extension vector', { version: '0.5' }, { version: '0.8' }, [14, 18])).toHaveLength(1);
  });
});

it('the order of privileges, of roles and of options says nothing, that of the values of an enum does', () => {
  const turned = (named: string, property: string) =>
    compared(named, { [property]: ['a', 'b'] }, { [property]: ['b', 'a'] });
  expect(turned('grant table.a.b.app', 'privileges')).toEqual([]);
  expect(turned('policy a.b.c', 'roles')).toEqual([]);
  expect(turned('table a.b', 'options')).toEqual([]);
  expect(turned('table a.b', 'foreign options')).toEqual([]);
  expect(turned('column a.b.c', 'foreign options')).toEqual([]);
  expect(turned('enum a.b', 'values')).toHaveLength(1);
});
