import type { ExpectSettings } from '../../../model/settings.ts';
import type { WantedTable } from './catalog.ts';
import type { ForeignKey, HeldKey, Key, OtherForeignKey, TableName, WantedKey } from './references.ts';

/** A table as the configuration names it. */
export function pathOf({ schema, table }: TableName): string {
  return `${schema}.${table}`;
}

/** What a key is wanted by, before anybody has looked whether its table is there. */
export type Wish = Omit<WantedKey, 'partitioned' | 'locks' | 'elsewhere'>;

/** The keys that `expect` names and this database does not hold. */
export function expectedKeys({ primaryKeys, unique }: ExpectSettings, held: HeldKey[]): Wish[] {
  const wishes = [
    ...Object.entries(primaryKeys).map(([path, columns]) => wish(path, columns, true)),
    ...Object.entries(unique).flatMap(([path, lists]) => lists.map((columns) => wish(path, columns, false))),
  ];
  return wishes.filter((key) => !holds(held, key));
}

function wish(path: string, columns: string[], primary: boolean): Wish {
  const [schema = '', ...table] = path.split('.');
  const name = { schema, table: table.join('.'), name: null, definition: null };
  return { ...name, columns, primary, nulls: false, by: 'expectation' };
}

/** The keys that the other database has and this one has not, whatever they are called; two of the same columns are one. */
export function lostKeys(theirs: HeldKey[], held: HeldKey[]): Wish[] {
  const lost = theirs.filter((key) => key.valid && !holds(held, key));
  const seen = new Set<string>();
  // A constraint says more than an index.
  return lost
    .toSorted((one, other) => Number(other.definition !== null) - Number(one.definition !== null))
    .filter((key) => {
      const own = JSON.stringify([key.schema, key.table, key.primary, key.columns.toSorted()]);
      return !seen.has(own) && seen.add(own);
    })
    .map(({ schema, table, name, columns, primary, nulls, definition }) => {
      return { schema, table, name, columns, primary, nulls, definition, by: 'reference' };
    });
}

/** A primary key is unique as well. An index that is not valid counts here: it has a finding of its own. */
function holds(held: HeldKey[], key: Key): boolean {
  return held.some(
    (own) =>
      own.schema === key.schema &&
      own.table === key.table &&
      (own.primary || !key.primary) &&
      (own.valid || !key.primary) &&
      sameNames(own.columns, key.columns),
  );
}

/** The foreign keys that the other database has and this one has not, whatever they are called. */
export function lostForeignKeys(theirs: OtherForeignKey[], own: ForeignKey[]): OtherForeignKey[] {
  const held = new Set(
    own.map(({ pairs, ...key }) =>
      ends(
        key,
        pairs.map((pair) => [pair.column, pair.referenced]),
      ),
    ),
  );
  return theirs.filter((key) => {
    const pairs = key.columns.map((column, at) => [column, key.referencedColumns[at] ?? '']);
    return !held.has(ends(key, pairs));
  });
}

function ends(
  { schema, table, referenced }: Pick<OtherForeignKey, 'schema' | 'table' | 'referenced'>,
  pairs: string[][],
) {
  const sorted = pairs.map((pair) => JSON.stringify(pair)).sort();
  return JSON.stringify([schema, table, referenced.schema, referenced.table, sorted]);
}

/** The key on the table as it is here; null where it has not these columns: the schema guard tells of that. */
export function onTable(key: Wish, tables: WantedTable[]): WantedKey | null {
  const table = tableAmong(tables, key);
  if (table === null || !has(table, key.columns)) return null;
  const { partitioned, locks, elsewhere } = table;
  return { ...key, partitioned, locks, elsewhere };
}

/** True where the table that refers is here, with its columns. */
export function canHave(key: OtherForeignKey, tables: WantedTable[]): boolean {
  const table = tableAmong(tables, key);
  return table !== null && has(table, key.columns);
}

/** The lost foreign key as it would be here; null where one of the two tables has not its columns. */
export function asForeignKey(key: OtherForeignKey, tables: WantedTable[]): ForeignKey | null {
  const [own, referenced] = [tableAmong(tables, key), tableAmong(tables, key.referenced)];
  if (own === null || referenced === null) return null;
  if (!has(own, key.columns) || !has(referenced, key.referencedColumns) || key.definition.includes('PERIOD '))
    return null;
  const { schema, table, name, full } = key;
  return {
    schema,
    table,
    name,
    referenced: key.referenced,
    pairs: key.columns.map((column, at) => {
      const other = key.referencedColumns[at] ?? '';
      const operator = referenced.columns[other]?.equals ?? '=';
      return { column, referenced: other, operator, castReferenced: '', castColumn: '', collation: '' };
    }),
    full,
    period: false,
    validated: false,
    enforced: true,
    suspicion: 'lost',
    partitioned: own.partitioned,
    referencedPartitioned: referenced.partitioned,
    locks: own.locks + referenced.locks,
    elsewhere: own.elsewhere || referenced.elsewhere,
  };
}

function tableAmong(tables: WantedTable[], { schema, table }: TableName): WantedTable | null {
  return tables.find((each) => each.schema === schema && each.table === table) ?? null;
}

function has({ columns }: WantedTable, names: string[]): boolean {
  return names.every((name) => Object.hasOwn(columns, name));
}

function sameNames(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
