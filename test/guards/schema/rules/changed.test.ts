import { describe, expect, it } from 'vitest';
import type { ObjectKind, Property } from '../../../../shared/model/snapshot.ts';
import { changed, factsOf, judgedBy } from '../judging.ts';

const paths: Partial<Record<ObjectKind, string[]>> = {
  column: ['public', 't', 'c'],
  constraint: ['public', 't', 'c'],
  index: ['public', 't', 'i'],
  trigger: ['public', 't', 'g'],
  policy: ['public', 't', 'p'],
  grant: ['table', 'public', 't', 'app'],
  comment: ['table', 'public', 't'],
  extension: ['citext'],
};

function severityOf(kind: ObjectKind, name: string, [from, to]: [Property | null, Property | null]) {
  const difference = changed(kind, paths[kind] ?? ['public', 'x'], { [name]: [from, to] });
  return judgedBy(factsOf([difference])).map(({ severity }) => severity)[0];
}

it('names the object and both values in a line, and has them whole in the evidence', () => {
  const body = (name: string) => `CREATE FUNCTION f() RETURNS integer\n AS $$ SELECT ${'1 + '.repeat(40)}${name} $$`;
  const [column, definition] = judgedBy(
    factsOf([
      changed('column', ['public', 'orders', 'total'], {
        type: ['numeric(10,2)', 'integer'],
        'not null': ['yes', null],
      }),
      changed('function', ['app', 'f()'], { definition: [body('one'), body('two')] }),
    ]),
  );
  expect(column).toMatchObject({
    ...{ code: 'schema/changed', severity: 'block', subject: { kind: 'column', table: 'orders', name: 'total' } },
    message:
      'column orders.total differs: type is integer here and numeric(10,2) in staging; not null is no here and yes in staging',
    evidence: { type: 'integer', 'type in staging': 'numeric(10,2)', 'not null': null, 'not null in staging': 'yes' },
    remedy: { sql: ['SELECT 1;'] },
  });
  expect(definition?.message).toMatch(
    /^function app\.f\(\) differs: definition is \.\.\..*two \$\$ here and \.\.\..*one \$\$ in staging$/,
  );
  expect(definition?.evidence['definition in staging']).toBe(body('one'));
});

describe('blocks what programs or rows depend on', () => {
  it.each<[ObjectKind, string, [Property | null, Property | null]]>([
    ['column', 'type', ['bigint', 'integer']],
    ['column', 'not null', ['yes', null]],
    ['column', 'not null', [null, 'yes']],
    ['column', 'default', ['now()', null]],
    ['column', 'identity', ['by default', 'always']],
    ['constraint', 'definition', ['CHECK (a > 0)', 'CHECK (a > 1)']],
    ['constraint', 'enforced', [null, 'no']],
    ['index', 'definition', ['CREATE UNIQUE INDEX i ON public.t (a)', 'CREATE INDEX i ON public.t (a)']],
    ['enum', 'values', [['a', 'b'], ['a']]],
    ['domain', 'checks', [['x CHECK (true)'], []]],
    ['view', 'options', [['security_invoker=true'], null]],
    ['table', 'row security', ['yes', null]],
    ['table', 'force row security', ['yes', null]],
    ['table', 'persistence', [null, 'unlogged']],
    ['policy', 'using', ['true', 'false']],
    ['grant', 'privileges', [['INSERT', 'SELECT'], ['SELECT']]],
    ['trigger', 'enabled', [null, 'disabled']],
    ['materialized view', 'populated', [null, 'no']],
    ['function', 'something of tomorrow', ['a', 'b']],
  ])('%s: %s', (kind, name, values) => expect(severityOf(kind, name, values)).toBe('block'));
});

describe('warns of what a person should look at', () => {
  it.each<[ObjectKind, string, [Property | null, Property | null]]>([
    ['column', 'default', ['now()', 'CURRENT_DATE']],
    ['column', 'default', [null, 'now()']],
    ['constraint', 'valid', [null, 'no']],
    ['index', 'valid', [null, 'no']],
    ['enum', 'values', [['a'], ['a', 'b']]],
    [
      'enum',
      'values',
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
    ],
    ['table', 'row security', [null, 'yes']],
    ['grant', 'privileges', [['SELECT'], ['INSERT', 'SELECT']]],
    ['extension', 'version', ['1.6', '1.5']],
    ['sequence', 'increment', [null, '2']],
    ['schema', 'owner', ['a', 'b']],
  ])('%s: %s', (kind, name, values) => expect(severityOf(kind, name, values)).toBe('warn'));
});

describe('notes what nothing depends on', () => {
  it.each<[ObjectKind, string, [Property | null, Property | null]]>([
    ['comment', 'text', ['a', 'b']],
    ['column', 'storage', [null, 'external']],
    ['table', 'options', [['fillfactor=70'], null]],
    ['sequence', 'cache', [null, '10']],
    ['index', 'definition', ['CREATE INDEX i ON public.t (a) WITH (fillfactor=70)', 'CREATE INDEX i ON public.t (a)']],
    ['index', 'valid', ['no', null]],
    ['constraint', 'valid', ['no', null]],
  ])('%s: %s', (kind, name, values) => expect(severityOf(kind, name, values)).toBe('info'));
});
