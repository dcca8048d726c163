/** Schemas of the server itself. Names that begin with pg_ are reserved for it. */
export const ordinarySchema = (alias: string) =>
  `${alias}.nspname !~ '^pg_' AND ${alias}.nspname <> 'information_schema'`;

/** Objects of an extension are its own business. */
export const ofExtension = (oid: string) => `
  EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass
      AND d.objid = ${oid}
      AND d.deptype = 'e'
  )`;

/**
 * Expressions as they are stored, without where they stood in the statement. `pg_get_expr` would wait for the table's
 * lock. https://www.postgresql.org/docs/current/catalog-pg-index.html
 */
const bare = (tree: string) => `coalesce(regexp_replace(${tree}::text, ':location -?\\d+', '', 'g'), '')`;

const definition = (index: string, relation: string) => `
  concat_ws(
    ' ',
    ${relation}.relam, ${index}.indnkeyatts, ${index}.indkey, ${index}.indclass, ${index}.indcollation, ${index}.indoption,
    ${bare(`${index}.indexprs`)}, ${bare(`${index}.indpred`)}
  )`;

/**
 * Indexes that are not valid. A role that may not look into others' sessions sees of one that builds an index only that
 * it does: the lock on the table tells which.
 * https://www.postgresql.org/docs/current/progress-reporting.html#CREATE-INDEX-PROGRESS-REPORTING
 */
export const invalidIndexesQuery = `
WITH alike AS (
  SELECT
    i.indexrelid,
    i.indrelid,
    i.indisunique,
    c.relname,
    i.indisvalid AND i.indisready AND i.indislive AS valid,
    ${definition('i', 'c')} AS definition
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid IN (
    SELECT b.indrelid
    FROM pg_catalog.pg_index b
    WHERE NOT (b.indisvalid AND b.indisready AND b.indislive)
  )
)
SELECT
  i.indexrelid AS oid,
  n.nspname AS schema,
  t.relname AS table,
  a.relname AS name,
  i.indisunique AS unique,
  i.indisexclusion AS exclusion,
  c.relkind = 'I' AS partitioned,
  NOT i.indislive AS dropping,
  k.conname AS constraint,
  k.contype AS constraint_kind,
  CASE
    WHEN i.indexprs IS NULL THEN (
      SELECT json_agg(y.attname ORDER BY u.at)
      FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u (number, at)
      JOIN pg_catalog.pg_attribute y ON y.attrelid = i.indrelid AND y.attnum = u.number
      WHERE u.at <= i.indnkeyatts
    )
  END AS columns,
  (
    SELECT min(o.relname)
    FROM alike o
    WHERE o.indrelid = a.indrelid
      AND o.valid
      AND o.definition = a.definition
      AND (o.indisunique OR NOT a.indisunique)
  ) AS twin,
  (
    SELECT min(o.relname)
    FROM alike o
    WHERE o.indrelid = a.indrelid
      AND o.definition = a.definition
      AND a.relname ~ '_cc(new|old)[0-9]*$'
      AND o.relname !~ '_cc(new|old)[0-9]*$'
      AND starts_with(o.relname, regexp_replace(a.relname, '_cc(new|old)[0-9]*$', ''))
  ) AS leftover_of,
  (
    SELECT min(o.relname)
    FROM alike o
    WHERE o.indrelid = a.indrelid
      AND NOT o.valid
      AND o.definition = a.definition
      AND o.relname <> a.relname
      AND o.relname ~ '_ccnew[0-9]*$'
      AND starts_with(a.relname, regexp_replace(o.relname, '_ccnew[0-9]*$', ''))
  ) AS leftover,
  (
    SELECT min(p.pid)
    FROM pg_catalog.pg_stat_progress_create_index p
    JOIN pg_catalog.pg_locks l ON l.pid = p.pid AND l.locktype = 'relation' AND l.granted
    WHERE l.relation = i.indrelid
      AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
      AND l.mode = 'ShareUpdateExclusiveLock'
  ) AS building_pid,
  CASE
    WHEN c.relkind = 'I' THEN (
      SELECT json_agg(json_build_array(pn.nspname, p.relname, ic.relname, x.indisvalid) ORDER BY pn.nspname, p.relname)
      FROM pg_catalog.pg_inherits h
      JOIN pg_catalog.pg_class p ON p.oid = h.inhrelid
      JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
      LEFT JOIN (
        pg_catalog.pg_inherits ih
        JOIN pg_catalog.pg_index x ON x.indexrelid = ih.inhrelid
        JOIN pg_catalog.pg_class ic ON ic.oid = x.indexrelid
      ) ON ih.inhparent = i.indexrelid AND x.indrelid = p.oid
      WHERE h.inhparent = t.oid
        AND p.relkind <> 'f'
        AND x.indisvalid IS NOT true
    )
  END AS missing,
  (
    SELECT json_build_array(cn.nspname, ic.relname)
    FROM pg_catalog.pg_inherits ih
    JOIN pg_catalog.pg_class ic ON ic.oid = ih.inhrelid
    JOIN pg_catalog.pg_namespace cn ON cn.oid = ic.relnamespace
    WHERE ih.inhparent = i.indexrelid
    ORDER BY cn.nspname, ic.relname
    LIMIT 1
  ) AS attached,
  pg_get_userbyid(t.relowner) AS owner,
  pg_has_role(t.relowner, 'USAGE') OR CASE
    WHEN current_setting('server_version_num')::int >= 170000 THEN has_table_privilege(t.oid, 'MAINTAIN')
    ELSE false
  END AS ours
FROM alike a
JOIN pg_catalog.pg_index i ON i.indexrelid = a.indexrelid
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_constraint k
  ON k.conindid = i.indexrelid
  AND k.conrelid = i.indrelid
  AND k.contype IN ('p', 'u', 'x')
WHERE NOT a.valid
  AND t.relpersistence <> 't'
  AND ${ordinarySchema('n')}
ORDER BY n.nspname, a.relname`;

/**
 * Indexes that another one of the same table makes superfluous: the same columns, expressions, order and predicate. What
 * a constraint, a foreign key or replication needs is what stays. A prefix of a wider index is not among them: it is
 * smaller, and may be meant.
 */
export const duplicateIndexesQuery = `
WITH alike AS (
  SELECT
    i.indexrelid,
    i.indrelid,
    i.indisunique,
    i.indimmediate,
    coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) OR i.indisprimary AS nulls_alike,
    c.relname,
    c.relkind = 'I' AS partitioned,
    k.conname,
    i.indisprimary,
    i.indisreplident OR i.indisclustered OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint f
      WHERE f.conindid = i.indexrelid
        AND f.contype = 'f'
    ) AS needed,
    ${definition('i', 'c')} AS definition
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_constraint k
    ON k.conindid = i.indexrelid
    AND k.conrelid = i.indrelid
    AND k.contype IN ('p', 'u')
  WHERE i.indisvalid
    AND i.indisready
    AND i.indislive
    AND NOT i.indisexclusion
    AND NOT c.relispartition
    AND c.relpersistence <> 't'
    AND ${ordinarySchema('n')}
    AND EXISTS (
      SELECT FROM pg_catalog.pg_index o
      WHERE o.indrelid = i.indrelid
        AND o.indexrelid <> i.indexrelid
        AND o.indkey::text = i.indkey::text
    )
),
ranked AS (
  SELECT
    a.*,
    row_number() OVER (
      PARTITION BY a.indrelid, a.definition
      ORDER BY a.indisprimary DESC, a.indisunique DESC, a.indimmediate DESC, a.needed DESC, a.conname IS NULL, a.relname
    ) AS rank
  FROM alike a
)
SELECT
  n.nspname AS schema,
  t.relname AS table,
  d.relname AS name,
  kept.relname AS kept,
  d.conname AS constraint,
  d.partitioned
FROM ranked d
JOIN ranked kept ON kept.indrelid = d.indrelid AND kept.definition = d.definition AND kept.rank = 1
JOIN pg_catalog.pg_class t ON t.oid = d.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE d.rank > 1
  AND NOT d.needed
  AND (
    NOT d.indisunique
    OR kept.indisunique AND kept.indimmediate >= d.indimmediate AND kept.nulls_alike >= d.nulls_alike
  )
  AND NOT ${ofExtension('t.oid')}
ORDER BY n.nspname, t.relname, d.relname`;
