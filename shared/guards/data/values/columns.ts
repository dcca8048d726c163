import type { Snapshot } from '../../../model/snapshot.ts';
import type { Row } from '../../../session/drivers/driver.ts';
import { literal } from '../../../session/sql.ts';
import { partitionsOf } from '../partitions.ts';
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
  /** some of its partitions lie on another server */
  elsewhere: boolean;
}

/** The types of a table's columns, as the server writes them, by `schema.table` and name. */
export type Types = Map<string, Record<string, string>>;

const ours = `t.relkind IN ('r', 'p')
  AND NOT t.relispartition
  AND t.relpersistence <> 't'
  AND ${ordinarySchema('n')}
  AND NOT ${ofExtension('t.oid')}`;

const sizes = `
CROSS JOIN LATERAL (
  SELECT
    coalesce(sum(p.reltuples) FILTER (WHERE p.relkind <> 'p'), 0)::float8 AS rows,
    coalesce(bool_and(p.reltuples >= 0) FILTER (WHERE p.relkind <> 'p'), true) AS known,
    bool_or(p.relkind = 'f') AS elsewhere,
    coalesce(sum(p.relpages) FILTER (WHERE p.relkind <> 'p'), 0)::int8 AS pages,
    (count(*) + sum((SELECT count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = p.oid)))::int AS locks
  FROM ${partitionsOf('t')} part
  JOIN pg_catalog.pg_class p ON p.oid = part.oid
) size`;

const sized = `
  n.nspname AS schema,
  t.relname AS table,
  t.relkind = 'p' AS partitioned,
  CASE WHEN size.known THEN size.rows END AS rows,
  size.pages,
  size.elsewhere,
  size.locks`;

/** Every table with the types of its columns, a row each. */
export const typesQuery = `
SELECT
  n.nspname AS schema,
  t.relname AS table,
  (
    SELECT json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod) ORDER BY a.attname)
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  ) AS types
FROM pg_catalog.pg_class t
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE ${ours}
ORDER BY n.nspname, t.relname`;

/** How large these tables are, `schema.table`. */
export const sizesQuery = (paths: string[]): string => `
SELECT ${sized}
FROM pg_catalog.pg_class t
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
${sizes}
WHERE ${ours}
  AND n.nspname || '.' || t.relname IN (SELECT json_array_elements_text(${literal(JSON.stringify(paths))}::json))`;

/** The tables of this server alone that have text columns, with these. `pattern`: what their names have to hold; null: any. */
export const textColumnsQuery = (pattern: string | null): string => `
SELECT ${sized}, columns.types
FROM (
  SELECT a.attrelid, json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_type y ON y.oid = a.atttypid AND y.typcategory = 'S'
  WHERE a.attnum > 0 AND NOT a.attisdropped ${pattern === null ? '' : `AND a.attname ~* ${literal(pattern)}`}
  GROUP BY a.attrelid
) columns
JOIN pg_catalog.pg_class t ON t.oid = columns.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
${sizes}
WHERE ${ours}
  AND NOT size.elsewhere
ORDER BY n.nspname, t.relname`;

export function tableFrom(row: Row): ValueTable {
  return {
    schema: String(row.schema),
    table: String(row.table),
    partitioned: row.partitioned === true,
    rows: row.rows === null ? null : Number(row.rows),
    pages: Number(row.pages),
    locks: Number(row.locks),
    elsewhere: row.elsewhere === true,
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
