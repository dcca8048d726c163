import type { Row } from '../../../session/drivers/driver.ts';
import { literal } from '../../../session/sql.ts';

/** A unique index, or the one behind a unique or primary key. `columns`: null where one of them is an expression. */
export interface Key {
  name: string;
  primary: boolean;
  valid: boolean;
  partial: boolean;
  columns: string[] | null;
  /** the constraint that it belongs to */
  constraint: string | null;
}

/** `type` as the server writes it; `cast`: without its modifiers, for casts. */
export interface Column {
  name: string;
  type: string;
  cast: string;
  notNull: boolean;
}

/** A table, view, ... `kind`: as pg_class has it. */
export interface Relation {
  schema: string;
  name: string;
  kind: string;
  columns: Column[];
  keys: Key[];
}

/** A constraint or an index by its whole name. `state`: what keeps it from doing its work, in words. */
export interface Defined {
  path: string;
  schema: string;
  name: string;
  definition: string;
  state: 'invalid' | 'not enforced' | null;
}

/** `schema.name` of what is named in the list; names are compared whole, so that dots in them do no harm. */
const named = (text: string, paths: string[]) =>
  `${text} IN (SELECT json_array_elements_text(${literal(JSON.stringify(paths))}::json))`;

const columns = `
SELECT
  json_agg(
    json_build_object(
      'name', a.attname,
      'type', format_type(a.atttypid, a.atttypmod),
      'cast', format_type(a.atttypid, -1),
      'notNull', a.attnotnull
    )
    ORDER BY a.attnum
  )
FROM pg_attribute a
WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

const keys = `
SELECT
  json_agg(
    json_build_object(
      'name', k.relname,
      'primary', i.indisprimary,
      'valid', i.indisvalid,
      'partial', i.indpred IS NOT NULL,
      'constraint', o.conname,
      'columns', CASE
        WHEN i.indexprs IS NULL THEN (
          SELECT json_agg(a.attname ORDER BY u.place)
          FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u (attnum, place)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum
          WHERE u.place <= i.indnkeyatts
        )
      END
    )
    ORDER BY k.relname
  )
FROM pg_index i
JOIN pg_class k ON k.oid = i.indexrelid
LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid AND o.conrelid = i.indrelid AND o.contype IN ('p', 'u')
WHERE i.indrelid = c.oid AND i.indisunique AND i.indislive`;

const relations = `
SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind, (${columns}) AS columns, (${keys}) AS keys
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace`;

/** The relations of these paths, `schema.name`. It reads rows of the catalog alone, and so waits for nobody's lock. */
export const relationsQuery = (paths: string[]): string => `${relations}
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND ${named("n.nspname || '.' || c.relname", paths)}`;

/** Every table of the database's own, without partitions, and without what belongs to an extension. */
export const everyTableQuery = `${relations}
WHERE c.relkind IN ('r', 'p')
  AND NOT c.relispartition
  AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, c.relname`;

/** What json_agg made: text, or nothing where it had nothing to put together. */
export function listIn<Each>(cell: unknown): Each[] {
  return JSON.parse(String(cell ?? '[]')) as Each[];
}

export function relationsFrom(rows: Row[]): Relation[] {
  return rows.map(({ schema, name, kind, columns, keys }) => ({
    schema: String(schema),
    name: String(name),
    kind: String(kind),
    columns: listIn<Column>(columns),
    keys: listIn<Key>(keys),
  }));
}

/** The constraints of these paths, `schema.table.constraint`. A constraint that is not enforced is of 18. */
export const constraintsQuery = (paths: string[]): string => `
SELECT
  n.nspname || '.' || c.relname || '.' || o.conname AS path,
  n.nspname AS schema,
  o.conname AS name,
  pg_get_constraintdef(o.oid) AS definition,
  CASE WHEN to_jsonb(o) ->> 'conenforced' = 'false' THEN 'not enforced' END AS state
FROM pg_constraint o
JOIN pg_class c ON c.oid = o.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${named("n.nspname || '.' || c.relname || '.' || o.conname", paths)}`;

/** The indexes of these paths, `schema.index`. */
export const indexesQuery = (paths: string[]): string => `
SELECT
  n.nspname || '.' || c.relname AS path,
  n.nspname AS schema,
  c.relname AS name,
  pg_get_indexdef(c.oid) AS definition,
  CASE WHEN NOT i.indisvalid THEN 'invalid' END AS state
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${named("n.nspname || '.' || c.relname", paths)}`;

export function definedFrom(rows: Row[]): Map<string, Defined> {
  return new Map(rows.map((row) => [String(row.path), row as unknown as Defined]));
}

/** These extensions: the version that is installed, and those that the server could install. */
export const extensionsQuery = (names: string[]): string => `
SELECT
  w.name,
  e.extversion AS installed,
  (
    SELECT json_agg(v.version)
    FROM pg_available_extension_versions v
    WHERE v.name = w.name
  ) AS available
FROM json_array_elements_text(${literal(JSON.stringify(names))}::json) AS w (name)
LEFT JOIN pg_extension e ON e.extname = w.name`;
