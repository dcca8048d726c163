import type { Row } from '../../../session/drivers/driver.ts';
import { literal } from '../../../session/sql.ts';
import { elsewhereOf, partitionsOf } from '../partitions.ts';
import type { ForeignKey, HeldKey, Pair, Suspicion, TableName } from './references.ts';

/** Schemas of the server itself, and other sessions' temporary tables. */
const ordinary = (schema: string, table: string) =>
  `${schema}.nspname !~ '^pg_' AND ${schema}.nspname <> 'information_schema' AND ${table}.relpersistence <> 't'`;

/** Every table. */
export const tablesQuery = `
SELECT n.nspname AS schema, c.relname AS table
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f')
  AND ${ordinary('n', 'c')}
ORDER BY n.nspname, c.relname`;

/** The relations that reading a table opens: itself, its partitions, and the indexes of all of them. */
const locksOf = (table: string) => `(
    SELECT sum(1 + (SELECT count(*) FROM pg_catalog.pg_index x WHERE x.indrelid = part.oid))
    FROM ${partitionsOf(table)} part
  )::int`;

/**
 * Foreign keys that rows may have come past, or `every` one. Those of partitions are part of their root's. A trigger that is
 * disabled, or fires on replicas alone, checks nothing. Nor does any for the rows that a subscription brings. Rows in a table
 * that refers to one without any are counted by the statistics: without lock, and no more than a hint. How the server itself joins the two is in RI_Initial_Check of its
 * ri_triggers.c: by the operator of the constraint, in the collation of the referenced column.
 */
export function foreignKeysQuery(version: number, { every }: { every: boolean }): string {
  const since18 = (column: string, before: string) => (version >= 180_000 ? column : before);
  return `
WITH RECURSIVE tree AS (
  SELECT k.oid AS root, k.oid, k.convalidated
  FROM pg_catalog.pg_constraint k
  WHERE k.contype = 'f' AND k.conparentid = 0
  UNION ALL
  SELECT tree.root, k.oid, k.convalidated
  FROM tree
  JOIN pg_catalog.pg_constraint k ON k.conparentid = tree.oid
), disabled AS (
  SELECT t.tgconstraint
  FROM pg_catalog.pg_trigger t
  WHERE t.tgconstraint <> 0 AND t.tgenabled IN ('D', 'R')
), state AS (
  SELECT root, bool_and(convalidated) AS validated, bool_or(oid IN (SELECT tgconstraint FROM disabled)) AS disabled
  FROM tree
  GROUP BY root
), suspect AS (
  SELECT k.oid, k.conrelid, k.confrelid, state.validated, ${since18('k.conenforced', 'true')} AS enforced,
    CASE
      WHEN ${since18('NOT k.conenforced', 'false')} THEN 'NOT ENFORCED'
      WHEN NOT state.validated THEN 'NOT VALID'
      WHEN state.disabled THEN 'triggers disabled'
      WHEN current_setting('session_replication_role') = 'replica' THEN 'replication role'
      WHEN r.relkind = 'r' AND pg_stat_get_live_tuples(r.oid) = 0 AND pg_stat_get_live_tuples(c.oid) > 0
        THEN 'referenced table is empty'
      WHEN c.oid IN (SELECT srrelid FROM pg_catalog.pg_subscription_rel) THEN 'subscription'
    END AS suspicion
  FROM pg_catalog.pg_constraint k
  JOIN state ON state.root = k.oid
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
)
SELECT
  n.nspname AS schema,
  c.relname AS table,
  k.conname AS name,
  rn.nspname AS referenced_schema,
  r.relname AS referenced_table,
  k.confmatchtype = 'f' AS full,
  ${since18('k.conperiod', 'false')} AS period,
  s.validated,
  s.enforced,
  s.suspicion,
  c.relkind = 'p' AS partitioned,
  r.relkind = 'p' AS referenced_partitioned,
  ${locksOf('c')} + ${locksOf('r')} AS locks,
  pg_get_constraintdef(k.oid) AS definition,
  (
    SELECT json_agg(json_build_object(
      'column', a.attname,
      'referenced', b.attname,
      'operator', CASE WHEN as_is THEN '=' ELSE format('OPERATOR(%I.%s)', o.nspname, o.oprname) END,
      'castReferenced', CASE WHEN as_is OR o.oprleft = b.atttypid OR o.left_kind = 'p' THEN ''
        ELSE '::' || format_type(o.oprleft, NULL) END,
      'castColumn', CASE WHEN as_is OR o.oprright = a.atttypid OR o.right_kind = 'p' THEN ''
        ELSE '::' || format_type(o.oprright, NULL) END,
      'collation', CASE WHEN a.attcollation = b.attcollation OR b.attcollation = 0 THEN ''
        ELSE (SELECT format(' COLLATE %I.%I', cn.nspname, l.collname) FROM pg_catalog.pg_collation l
          JOIN pg_catalog.pg_namespace cn ON cn.oid = l.collnamespace WHERE l.oid = b.attcollation) END
    ) ORDER BY key.at)
    FROM unnest(k.conkey, k.confkey, k.conpfeqop) WITH ORDINALITY AS key (own, other, operator, at)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = key.own
    JOIN pg_catalog.pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = key.other
    JOIN (
      SELECT p.oid, p.oprname, p.oprleft, p.oprright, pn.nspname, lt.typtype AS left_kind, rt.typtype AS right_kind
      FROM pg_catalog.pg_operator p
      JOIN pg_catalog.pg_namespace pn ON pn.oid = p.oprnamespace
      JOIN pg_catalog.pg_type lt ON lt.oid = p.oprleft
      JOIN pg_catalog.pg_type rt ON rt.oid = p.oprright
    ) o ON o.oid = key.operator
    CROSS JOIN LATERAL (
      SELECT o.nspname = 'pg_catalog' AND o.oprname = '=' AND (
        a.atttypid = b.atttypid OR o.oprleft = b.atttypid AND o.oprright = a.atttypid)
    ) plain (as_is)
  ) AS pairs
FROM suspect s
JOIN pg_catalog.pg_constraint k ON k.oid = s.oid
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
WHERE ${ordinary('n', 'c')}${every ? '' : '\n  AND s.suspicion IS NOT NULL'}
ORDER BY n.nspname, c.relname, k.conname`;
}

export function foreignKeyFrom(row: Row): ForeignKey & { definition: string } {
  return {
    schema: String(row.schema),
    table: String(row.table),
    name: String(row.name),
    referenced: { schema: String(row.referenced_schema), table: String(row.referenced_table) },
    pairs: JSON.parse(String(row.pairs)) as Pair[],
    full: row.full === true,
    period: row.period === true,
    validated: row.validated === true,
    enforced: row.enforced === true,
    suspicion: row.suspicion as Suspicion | null,
    partitioned: row.partitioned === true,
    referencedPartitioned: row.referenced_partitioned === true,
    locks: Number(row.locks),
    definition: String(row.definition),
  };
}

/**
 * Unique keys over plain columns of all rows, by constraint or index; or those alone whose index is not valid. What is
 * attached to the key of a partitioned table is a part of that.
 */
export function keysQuery(version: number, { every }: { every: boolean }): string {
  return `
SELECT
  n.nspname AS schema,
  c.relname AS table,
  x.relname AS name,
  i.indisprimary AS primary,
  ${version >= 150_000 ? 'i.indnullsnotdistinct' : 'false'} AS nulls,
  i.indisvalid AS valid,
  x.relispartition AS attached,
  c.relkind = 'p' AS partitioned,
  ${locksOf('c')} AS locks,
  ${elsewhereOf('c')} AS elsewhere,
  (SELECT pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k
    WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u')) AS definition,
  (SELECT json_agg(a.attname ORDER BY key.at)
    FROM unnest(i.indkey) WITH ORDINALITY AS key (attnum, at)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = key.attnum
    WHERE key.at <= i.indnkeyatts) AS columns
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
WHERE i.indisunique
  AND NOT i.indisexclusion
  AND i.indpred IS NULL
  AND i.indexprs IS NULL
  AND i.indislive
  AND ${ordinary('n', 'c')}${every ? '' : '\n  AND NOT i.indisvalid'}
ORDER BY n.nspname, c.relname, x.relname`;
}

export function keyFrom(
  row: Row,
): HeldKey & { attached: boolean; partitioned: boolean; locks: number; elsewhere: boolean } {
  return {
    schema: String(row.schema),
    table: String(row.table),
    name: String(row.name),
    primary: row.primary === true,
    nulls: row.nulls === true,
    valid: row.valid === true,
    attached: row.attached === true,
    partitioned: row.partitioned === true,
    locks: Number(row.locks),
    elsewhere: row.elsewhere === true,
    definition: row.definition === null ? null : String(row.definition),
    columns: JSON.parse(String(row.columns)) as string[],
  };
}

/** What is known of a column that a key or a reference is wanted on. */
export interface Column {
  type: string;
  /** as the default operator class for btree compares it, unless that is the server's own: `OPERATOR(public.=)` */
  equals: string;
}

/** A table that a key or a reference is wanted on. */
export interface WantedTable extends TableName {
  partitioned: boolean;
  locks: number;
  /** some of its partitions lie on another server */
  elsewhere: boolean;
  columns: Record<string, Column>;
}

/** The tables of these names, `schema.table`, with their columns. */
export function wantedTablesQuery(names: string[]): string {
  return `
SELECT
  n.nspname AS schema,
  c.relname AS table,
  c.relkind = 'p' AS partitioned,
  ${locksOf('c')} AS locks,
  ${elsewhereOf('c')} AS elsewhere,
  json_object_agg(a.attname, json_build_object(
    'type', format_type(a.atttypid, NULL),
    'equals', coalesce((
      SELECT format('OPERATOR(%I.=)', pn.nspname)
      FROM pg_catalog.pg_opclass oc
      JOIN pg_catalog.pg_namespace pn ON pn.oid = oc.opcnamespace
      WHERE oc.opcdefault
        AND oc.opcmethod = (SELECT oid FROM pg_catalog.pg_am WHERE amname = 'btree')
        AND oc.opcintype = coalesce(nullif(t.typbasetype, 0), t.oid)
        AND pn.nspname <> 'pg_catalog'), '=')
  )) AS columns
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p')
  AND ${ordinary('n', 'c')}
  AND n.nspname || '.' || c.relname IN (SELECT json_array_elements_text(${literal(JSON.stringify(names))}::json))
GROUP BY n.nspname, c.oid, c.relname, c.relkind`;
}

export function wantedTableFrom(row: Row): WantedTable {
  return {
    schema: String(row.schema),
    table: String(row.table),
    partitioned: row.partitioned === true,
    locks: Number(row.locks),
    elsewhere: row.elsewhere === true,
    columns: JSON.parse(String(row.columns)) as Record<string, Column>,
  };
}
