import type { SequenceSettings } from '../../model/settings.ts';
import type { Row } from '../../session/drivers/driver.ts';
import { literal } from '../../session/sql.ts';

/** A row of the feeds query: one column of one sequence, with one relation that stores its rows. */
export type FeedRow = Row & { sequence: number; relation: number; attnum: number; storage: number };

/**
 * A default that is nextval and nothing else, as stored in `pg_attrdef.adbin` or `pg_type.typdefaultbin`: the call
 * (function 1574) within casts between int2, int4 and int8 (313, 480, 481, 714, 754), to numeric (1781, 1703 for its precision) or a domain. The
 * tree is compared, not `pg_get_expr`, which since PostgreSQL 17 waits for a lock on the table. The trees of bigserial
 * and serial are known as they are: starting the pattern for each of 10,000 costs a tenth of the whole query.
 */
const plainNextval = (tree: string) => `(
    ${tree}::text LIKE '{FUNCEXPR :funcid 1574 %'
    OR ${tree}::text LIKE '{FUNCEXPR :funcid 480 :funcresulttype 23 :funcretset false :funcvariadic false :funcformat 2 :funccollid 0 :inputcollid 0 :args ({FUNCEXPR :funcid 1574 %'
    OR ${tree}::text ~ '^(\\{COERCETODOMAIN :arg )?(\\{FUNCEXPR :funcid (313|480|481|714|754|1703|1781) [^{]*:args \\()*\\{FUNCEXPR :funcid 1574 ')`;

/** A relation that somebody alters or waits to alter: functions that open it would queue behind. */
const beingAltered = `
  SELECT l.relation
  FROM pg_catalog.pg_locks l
  WHERE l.relation IS NOT NULL
    AND l.locktype = 'relation'
    AND l.mode = 'AccessExclusiveLock'
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())`;

/**
 * Columns without a default of their own, whose domain draws from a sequence. A domain over another has a copy of its
 * default from when it was created, and dependencies of its own: there is nothing to climb.
 */
const domainDefaults = `
    SELECT y.oid AS domain, a.attrelid AS relation, a.attnum, y.typdefaultbin AS tree
    FROM pg_catalog.pg_type y
    JOIN pg_catalog.pg_attribute a ON a.atttypid = y.oid AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.atthasdef
    JOIN pg_catalog.pg_class t ON t.oid = a.attrelid AND t.relkind IN ('r', 'p', 'f')
    WHERE y.typtype = 'd'
      AND y.typdefaultbin::text LIKE '%:funcid 1574 %'`;

/**
 * Every column that a sequence feeds, with each relation that stores its rows (partitions and inherited children down
 * to the last), one row a relation. The parts are MATERIALIZED, as after a restore the catalog has no statistics, and
 * the planner would repeat them row by row.
 *
 * The size is asked for only where it decides something: whether there are rows at all, or too many to scan.
 * `sizes: false` takes the catalog's word for it, which may be old but needs no lock.
 */
export const feedsQuery = (settings: SequenceSettings, { sizes }: { sizes: boolean }) => `
WITH RECURSIVE late AS MATERIALIZED (${lateBound}
),
feed AS MATERIALIZED (
  SELECT d.objid AS sequence, d.refobjid AS relation, d.refobjsubid AS attnum, 'identity' AS via, true AS plain
  FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.objid
  WHERE d.classid = 'pg_catalog.pg_class'::regclass
    AND d.objsubid = 0
    AND d.refclassid = 'pg_catalog.pg_class'::regclass
    AND d.refobjsubid > 0
    AND d.deptype = 'i'
  UNION ALL
  SELECT d.refobjid, f.adrelid, f.adnum, 'default', ${plainNextval('f.adbin')}
  FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_attrdef f ON f.oid = d.objid
  JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.refobjid
  WHERE d.classid = 'pg_catalog.pg_attrdef'::regclass
    AND d.refclassid = 'pg_catalog.pg_class'::regclass
    AND d.refobjsubid = 0
    AND d.deptype = 'n'
  UNION ALL
  SELECT d.refobjid, f.relation, f.attnum, 'default', ${plainNextval('f.tree')}
  FROM (${domainDefaults}) AS f
  JOIN pg_catalog.pg_depend d ON d.objid = f.domain
  JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.refobjid
  WHERE d.classid = 'pg_catalog.pg_type'::regclass
    AND d.refclassid = 'pg_catalog.pg_class'::regclass
    AND d.refobjsubid = 0
    AND d.deptype = 'n'
  UNION ALL
  SELECT c.oid, late.relation, late.attnum, 'default', late.plain
  FROM late
  JOIN pg_catalog.pg_class c ON c.relname = ANY (late.names) AND c.relkind = 'S' AND c.relpersistence <> 't'
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE late.written IN (n.nspname || '.' || c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname))
    OR (late.written IN (c.relname, quote_ident(c.relname))
      AND 1 = (SELECT count(*) FROM pg_catalog.pg_class same WHERE same.relkind = 'S' AND same.relname = c.relname))
  ${configured(settings)}
),
tree AS MATERIALIZED (
  SELECT DISTINCT feed.relation AS root, feed.relation FROM feed
  UNION
  SELECT tree.root, i.inhrelid
  FROM tree
  JOIN pg_catalog.pg_inherits i ON i.inhparent = tree.relation
)
SELECT
  feed.sequence,
  feed.relation,
  feed.via,
  feed.plain,
  rn.nspname AS schema,
  r.relname AS table,
  r.relkind AS kind,
  a.attnum,
  a.attname AS column,
  a.atttypid AS type,
  a.atttypmod AS modifier,
  format_type(a.atttypid, a.atttypmod) AS type_name,
  c.oid AS storage,
  nullif(cn.nspname, rn.nspname) AS storage_schema,
  nullif(c.relname, r.relname) AS storage_table,
  c.relkind AS storage_kind,
  c.relpersistence = 'u' AS unlogged,
  CASE WHEN c.relkind = 'r' AND (c.relpages = 0 OR NOT i.leads) ${sizes ? `AND c.oid NOT IN (${beingAltered}) THEN pg_relation_size(c.oid)` : 'AND false THEN 0'} END AS bytes,
  c.relpages::bigint * current_setting('block_size')::bigint AS bytes_then,
  i.indexes,
  i.leads,
  i.unique_indexes,
  has_schema_privilege(c.relnamespace, 'USAGE') AS may_enter,
  has_schema_privilege(c.relnamespace, 'USAGE') AND has_column_privilege(c.oid, ca.attnum, 'SELECT') AS may_read,
  c.relrowsecurity AND row_security_active(c.oid) AS rows_hidden
FROM feed
JOIN pg_catalog.pg_class r ON r.oid = feed.relation
JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = feed.relation AND a.attnum = feed.attnum
JOIN tree ON tree.root = feed.relation
JOIN pg_catalog.pg_class c ON c.oid = tree.relation
JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
JOIN pg_catalog.pg_attribute ca ON ca.attrelid = c.oid AND ca.attname = a.attname
CROSS JOIN LATERAL (
  SELECT
    count(*)::int AS indexes,
    coalesce(bool_or(x.indisvalid AND x.indpred IS NULL AND x.indkey[0] = ca.attnum AND xc.relam = 403), false) AS leads,
    string_agg(xc.relname, '/') FILTER (WHERE x.indisunique AND ca.attnum = ANY (x.indkey)) AS unique_indexes
  FROM pg_catalog.pg_index x
  JOIN pg_catalog.pg_class xc ON xc.oid = x.indexrelid
  WHERE x.indrelid = c.oid
) AS i
WHERE r.relpersistence <> 't'`;

/** nextval of something else than a regclass constant. */
const isLateBound = (tree: string) =>
  `${tree}::text LIKE '%:funcid 1574 %' AND ${tree}::text NOT LIKE '%:consttype 2205 %'`;

/**
 * Defaults that name their sequence in a text, which is looked up at each insert: pg_depend does not know them. Quotes
 * that a name does not need are taken off, as people and tools write `"public"."orders_id_seq"` as well. `names`: what
 * the sequence may be called, for an index to find it; beside every sequence, 3,000 such defaults took ten seconds.
 */
const lateBound = `
    SELECT
      f.relation,
      f.attnum,
      ${plainNextval('f.tree')} AS plain,
      written,
      ARRAY[
        written,
        substring(written FROM '[^.]*$'),
        replace(substring(written FROM '"((?:[^"]|"")*)"$'), '""', '"')
      ]::name[] AS names,
      expression
    FROM (
      SELECT adrelid AS relation, adnum AS attnum, adbin AS tree, adrelid AS within
      FROM pg_catalog.pg_attrdef
      WHERE adrelid NOT IN (${beingAltered})
      UNION ALL
      SELECT relation, attnum, tree, 0 FROM (${domainDefaults}) AS inherited
    ) AS f
    CROSS JOIN LATERAL pg_get_expr(f.tree, f.within) AS expression
    CROSS JOIN LATERAL replace(substring(expression FROM 'nextval\\(\\(+''((?:[^'']|'''')+)''::(?:text|character varying)'), '''''', '''') AS name
    CROSS JOIN LATERAL (
      SELECT
        CASE
          WHEN name LIKE '%""%' THEN name
          WHEN name LIKE '%"%' THEN regexp_replace(name, '"([a-z_][a-z0-9_$]*)"', '\\1', 'g')
          ELSE lower(name)
        END AS written
    ) AS spelled
    WHERE ${isLateBound('f.tree')}`;

/**
 * Late-bound defaults, resolved or not. Of a table that is being altered the expression is NULL: asking for it would
 * wait for the lock.
 */
export const lateDefaultsQuery = `
SELECT late.relation, late.attnum, n.nspname AS schema, c.relname AS table, a.attname AS column, late.expression
FROM (
  SELECT found.relation, found.attnum, found.expression FROM (${lateBound}) AS found
  UNION ALL
  SELECT f.adrelid, f.adnum, NULL
  FROM pg_catalog.pg_attrdef f
  WHERE ${isLateBound('f.adbin')}
    AND f.adrelid IN (${beingAltered})
) AS late
JOIN pg_catalog.pg_class c ON c.oid = late.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = late.relation AND a.attnum = late.attnum
WHERE c.relpersistence <> 't'`;

/** `sequences.feeds` as rows of SQL: a sequence and a column of it each; null where nothing is configured. */
function saidIn(settings: SequenceSettings): string | null {
  const rows = Object.entries(settings.feeds).flatMap(([sequence, columns]) =>
    columns.map((column) => `(${literal(sequence)}, ${literal(column)})`),
  );
  return rows.length === 0 ? null : `(VALUES ${rows.join(', ')}) AS said (sequence, col)`;
}

const saidSequence = `
  JOIN pg_catalog.pg_class s ON s.relkind = 'S'
  JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace AND said.sequence = sn.nspname || '.' || s.relname`;

const saidColumn = `
  JOIN pg_catalog.pg_class c ON c.relkind IN ('r', 'p', 'f')
  JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace AND starts_with(said.col, cn.nspname || '.' || c.relname || '.')
  JOIN pg_catalog.pg_attribute a
    ON a.attrelid = c.oid AND a.attnum > 0 AND said.col = cn.nspname || '.' || c.relname || '.' || a.attname`;

function configured(settings: SequenceSettings): string {
  const said = saidIn(settings);
  if (said === null) return '';
  return `
  UNION ALL
  SELECT s.oid, c.oid, a.attnum, 'configured', true
  FROM ${said} ${saidSequence} ${saidColumn}`;
}

/** Entries of `sequences.feeds` that feed nothing, and whether that is for want of the sequence or of the column. */
export function unusedFeedsQuery(settings: SequenceSettings): string {
  const said = saidIn(settings);
  if (said === null) return 'SELECT WHERE false';
  const found = (joins: string) => `SELECT said.sequence, said.col FROM ${said} ${joins}`;
  return `
SELECT said.sequence, said.col AS column, NOT (said.sequence, said.col) IN (${found(saidSequence)}) AS no_sequence
FROM ${said}
WHERE (said.sequence, said.col) NOT IN (${found(`${saidSequence} ${saidColumn}`)})`;
}
