import type { ObjectKind, Property, SnapshotObject } from '../../../model/snapshot.ts';
import type { Row } from '../../../session/drivers/driver.ts';

/**
 * Objects that one query reads. Its columns `on_kind`, `in_schema`, `in_table`, `named` and `to_role` make the path, those
 * that are there and not null; `kind` the kind, where the family has several; all others are properties by their names,
 * NULL where a property is as PostgreSQL makes it unasked, and JSON where it is a list.
 */
export interface Family {
  kinds: ObjectKind[];
  query(wanted: Wanted): string;
  /** what has to be done to a row's object that SQL cannot do better */
  finish?(object: SnapshotObject, row: Row): void;
}

/**
 * What of the catalog is read. `names`: of relations, types, functions, schemas and extensions, none but these;
 * null: all of them. It may let through more than was asked for: whoever reads the rows looks again.
 */
export interface Wanted {
  names: string[] | null;
  /** whether it matters who owns an object */
  owners: boolean;
  /** what is granted on columns is read elsewhere */
  withoutColumns?: boolean;
}

const inPath = new Set(['on_kind', 'in_schema', 'in_table', 'named', 'to_role']);

const lists = new Set([
  'values',
  'checks',
  'attributes',
  'defaults',
  'inherits',
  'options',
  'foreign options',
  'roles',
  'privileges',
]);

/** The objects of a family's rows. Equal texts are one text in memory: a name comes in the row of every column. */
export function objectsFrom(family: Family, rows: Row[], known: Map<string, string>): SnapshotObject[] {
  const once = (text: string) => {
    const seen = known.get(text);
    if (seen === undefined) known.set(text, text);
    return seen ?? text;
  };
  return rows.map((row) => {
    const path: string[] = [];
    const is: Record<string, Property> = {};
    for (const column in row) {
      const value = row[column];
      if (value === null || column === 'kind' || column === 'number') continue;
      if (inPath.has(column)) path.push(once(String(value)));
      else is[column] = lists.has(column) ? (JSON.parse(String(value)) as string[]) : shared(String(value), once);
    }
    const kind = (row.kind ?? family.kinds[0]) as ObjectKind;
    const object: SnapshotObject = { kind, path, is };
    family.finish?.(object, row);
    return object;
  });
}

/** A long definition hardly comes twice. */
function shared(text: string, once: (text: string) => string): string {
  return text.length <= 40 ? once(text) : text;
}
