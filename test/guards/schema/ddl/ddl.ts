import fc from 'fast-check';
import { identifier } from '../../../../shared/session/sql.ts';
import type { Mutation, Section, SectionMaker } from './section.ts';
import { columns } from './sections/columns.ts';
import { constraints, indexes, numbered } from './sections/constraints.ts';
import { functions, policies, triggers, views } from './sections/routines.ts';
import { inheritance, partitions, tables } from './sections/tables.ts';
import { composites, domains, enums, extensions, schemas, sequences } from './sections/types.ts';

const makers: SectionMaker[] = [
  schemas,
  extensions,
  enums,
  domains,
  composites,
  sequences,
  tables,
  partitions,
  inheritance,
  columns,
  constraints,
  numbered,
  indexes,
  functions,
  views,
  triggers,
  policies,
];

/** A schema of every kind of object as statements, in two orders, and what is then done to it. */
export interface Ddl {
  base: string[];
  otherOrder: string[];
  mutations: Mutation[];
}

/** Names that have to be quoted, escaped, cut, or not be taken for patterns. */
const oddName = fc.constantFrom(
  'plain',
  'Order Items',
  'a.b',
  'quo"te',
  "it's",
  'new\nline',
  '*/ -- x',
  'naïve',
  '表',
  'select',
  '$$x$',
  '%_*',
  'back\\slash',
  'a name that is as long as it can be, and longer than most are',
);

/** `version`: the server that the mutations are for. */
export function ddl(version: number): fc.Arbitrary<Ddl> {
  return fc
    .record({
      schema: oddName,
      names: fc.array(oddName, { minLength: 7, maxLength: 7 }),
      order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
      choices: fc.array(fc.nat(), { minLength: makers.length, maxLength: makers.length }),
    })
    .map(({ schema, names, order, choices }) => {
      const sections = makers.map((make, index) => make(schema, (at) => nameOf(names, index, at)));
      const start = schema === 'plain' ? 'CREATE SCHEMA plain' : `CREATE SCHEMA ${identifier(schema)}`;
      const mutations = sections.flatMap((section, index) => chosen(section, choices[index] ?? 0, version));
      return {
        base: [start, ...sections.flatMap(({ make, after = [] }) => [...make, ...after])],
        otherOrder: [
          start,
          ...shuffled(sections, order).flatMap((section) => [...section.make, ...shuffled(section.after ?? [], order)]),
        ],
        mutations,
      };
    });
}

/** At most 63 bytes, and no two alike. */
function nameOf(names: string[], section: number, at: number): string {
  return `${section}${String.fromCharCode(97 + at)} ${names[(section + at) % names.length]}`.slice(0, 63);
}

function chosen({ mutations }: Section, choice: number, version: number): Mutation[] {
  const known = mutations.filter(({ since = 0 }) => since <= version);
  const mutation = known[choice % (known.length + 1)];
  return mutation === undefined ? [] : [mutation];
}

function shuffled<Item>(items: Item[], order: number[]): Item[] {
  return items
    .map((item, index) => ({ item, by: ((order[index % order.length] ?? 0) * 31 + index * 7919) % 1009 }))
    .sort((one, other) => one.by - other.by)
    .map(({ item }) => item);
}
