import type { ObjectKind } from './effects.ts';

/** An object that has to be there, unless a later statement took it away that could not be read. */
export interface ExpectedObject {
  kind: ObjectKind;
  path: string[];
  /** the migration that added it */
  migration: string;
  /** when it was added, counted in effects */
  at: number;
}

/** ALTER TABLE and DROP TABLE name any of these. */
export const relations: ReadonlySet<ObjectKind> = new Set(['table', 'view', 'materialized-view', 'sequence', 'index']);

/** These belong to a table: their path ends in its name and theirs. */
export const inTable: ReadonlySet<ObjectKind> = new Set(['column', 'constraint', 'trigger', 'policy']);

/** Objects by their names. A schema that is not named may be any. */
export interface Shelf {
  put(object: ExpectedObject): void;
  /** Removes what this path may mean, and returns it. */
  take(kind: ObjectKind, path: string[]): ExpectedObject[];
  /** Removes what belongs to a table. */
  takeInside(table: string[]): ExpectedObject[];
  /** what was not taken */
  left(): ExpectedObject[];
  /** what was ever put */
  all(): ExpectedObject[];
}

type Place = Map<string, Set<ExpectedObject>>;

export function emptyShelf(): Shelf {
  const places = new Map<string, Place>();
  const taken = new Set<ExpectedObject>();
  const all: ExpectedObject[] = [];
  const lay = (key: string, schema: string, object: ExpectedObject) => {
    const place: Place = places.get(key) ?? new Map();
    places.set(key, place.set(schema, (place.get(schema) ?? new Set()).add(object)));
  };
  const clear = (key: string, schema: string) => {
    const place = places.get(key);
    const schemas = schema === anySchema ? [...(place?.keys() ?? [])] : [schema, anySchema];
    const found = schemas.flatMap((each) => [...(place?.get(each) ?? [])]).filter((object) => !taken.has(object));
    for (const each of schemas) place?.delete(each);
    for (const object of found) taken.add(object);
    return found;
  };
  return {
    put(object) {
      const { kind, path } = object;
      lay(keyOf(kind, path), schemaOf(kind, path), object);
      if (inTable.has(kind)) lay(`in ${path.at(-2)}`, schemaOf(kind, path), object);
      all.push(object);
    },
    take: (kind, path) => clear(keyOf(kind, path), schemaOf(kind, path)),
    takeInside: (table) => clear(`in ${table.at(-1)}`, schemaOf('table', table)),
    left: () => all.filter((object) => !taken.has(object)),
    all: () => all,
  };
}

const anySchema = '';

function schemaOf(kind: ObjectKind, path: string[]): string {
  return path.at(inTable.has(kind) ? -3 : -2) ?? anySchema;
}

function keyOf(kind: ObjectKind, path: string[]): string {
  if (inTable.has(kind)) return JSON.stringify([kind, ...path.slice(-2)]);
  return JSON.stringify([relations.has(kind) ? 'relation' : kind, path.at(-1)]);
}
