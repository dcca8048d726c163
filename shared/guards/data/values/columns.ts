import type { Snapshot } from '../../../model/snapshot.ts';
import type { Row } from '../../../session/drivers/driver.ts';
import { ofExtension, ordinarySchema } from '../states/indexes-query.ts';

/** A table whose values may be looked at. */
export interface ValueTable {
  schema: string;
  table: string;
  /** by its root, with all partitions; one that others inherit from without their rows */
  partitioned: boolean;
  /** as the planner takes them; null where nobody ever looked */
  rows: number | null;
  pages: number;
  locks: number;
}

/** The types of a table's columns, as the server writes them, by `schema.table` and name. */
export type Types = Map<string, Record<string, string>>;

const tables = `
FROM pg_catalog.pg_class t
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
CROSS JOIN LATERAL (
  SELECT
    coalesce(sum(p.reltuples) FILTER (WHERE p.relkind <> 'p'), 0)::float8 AS rows,
    coalesce(bool_and(p.reltuples >= 0) FILTER (WHERE p.relkind <> 'p'), true) AS known,
    coalesce(sum(p.relpages) FILTER (WHERE p.relkind <> 'p'), 0)::int8 AS pages,
    (count(*) + sum((SELECT count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = p.oid)))::int AS locks
  FROM pg_catalog.pg_class p
  WHERE p.oid = t.oid
    OR t.relkind = 'p' AND p.oid IN (SELECT relid FROM pg_partition_tree(t.oid))
) parts
WHERE t.relkind IN ('r', 'p')
  AND NOT t.relispartition
  AND t.relpersistence <> 't'
  AND ${ordinarySchema('n')}
  AND NOT ${ofExtension('t.oid')}`;

const table = `
  n.nspname AS schema,
  t.relname AS table,
  t.relkind = 'p' AS partitioned,
  CASE WHEN parts.known THEN parts.rows END AS rows,
  parts.pages,
  parts.locks`;

/** Every table with the types of its columns, a row each: two databases that are alike differ in few of them. */
export const typesQuery = `
SELECT
  ${table},
  (
    SELECT json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod) ORDER BY a.attname)
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  ) AS types
${tables}
ORDER BY n.nspname, t.relname`;

/** The tables that have text columns, those with them. `pattern`: what their names have to hold; null: any. */
export const textColumnsQuery = (pattern: string | null): string => `
SELECT
  ${table},
  (
    SELECT json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type y ON y.oid = a.atttypid AND y.typcategory = 'S'
    WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
      ${pattern === null ? '' : `AND a.attname ~* '${pattern}'`}
  ) AS types
${tables}
  AND EXISTS (
    SELECT FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type y ON y.oid = a.atttypid AND y.typcategory = 'S'
    WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
      ${pattern === null ? '' : `AND a.attname ~* '${pattern}'`}
  )
ORDER BY n.nspname, t.relname`;

export function tableFrom(row: Row): ValueTable {
  return {
    schema: String(row.schema),
    table: String(row.table),
    partitioned: row.partitioned === true,
    rows: row.rows === null ? null : Number(row.rows),
    pages: Number(row.pages),
    locks: Number(row.locks),
  };
}

export function typesIn({ types }: Row): Record<string, string> {
  return JSON.parse(String(types ?? '{}')) as Record<string, string>;
}

/** What a snapshot says of the columns of tables. */
export function typesOf({ objects }: Snapshot): Types {
  const types: Types = new Map();
  for (const { kind, path, is } of objects) {
    const [schema, table, column] = path;
    if (kind !== 'column' || column === undefined || typeof is.type !== 'string') continue;
    const key = `${schema}.${table}`;
    types.set(key, { ...types.get(key), [column]: is.type });
  }
  return types;
}
