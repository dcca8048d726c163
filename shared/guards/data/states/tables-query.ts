import { partitionsOf } from '../partitions.ts';
import { codeOfOthers } from './code-of-others.ts';
import { ofExtension, ordinarySchema } from './indexes-query.ts';

/**
 * Tables without primary key, partitioned ones as one. Publications that send updates or deletes need a replica identity:
 * without one these statements fail. https://www.postgresql.org/docs/current/logical-replication-publication.html
 * `version`: publications of whole schemas are there from 15 on.
 */
export function keylessTablesQuery(version: number): string {
  const bySchema = `
        OR EXISTS (
          SELECT FROM pg_catalog.pg_publication_namespace pn
          WHERE pn.pnpubid = p.oid
            AND pn.pnnspid = t.relnamespace
        )`;
  return `
SELECT
  n.nspname AS schema,
  t.relname AS table,
  (
    SELECT min(c.relname)
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = t.oid
      AND i.indisunique
      AND i.indisvalid
      AND i.indimmediate
      AND i.indpred IS NULL
      AND i.indexprs IS NULL
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = t.oid
          AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
          AND NOT a.attnotnull
      )
  ) AS unique_index,
  (
    SELECT json_agg(p.pubname ORDER BY p.pubname)
    FROM pg_catalog.pg_publication p
    WHERE (p.pubupdate OR p.pubdelete)
      AND t.relpersistence = 'p'
      AND (
        p.puballtables
        OR EXISTS (
          SELECT FROM pg_catalog.pg_publication_rel pr
          WHERE pr.prpubid = p.oid
            AND pr.prrelid = t.oid
        )${version >= 150_000 ? bySchema : ''}
      )
  ) AS publications,
  (
    SELECT json_agg(json_build_array(ln.nspname, l.relname) ORDER BY ln.nspname, l.relname)
    FROM ${partitionsOf('t')} leaf
    JOIN pg_catalog.pg_class l ON l.oid = leaf.oid
    JOIN pg_catalog.pg_namespace ln ON ln.oid = l.relnamespace
    WHERE l.relkind = 'r'
      AND l.relreplident <> 'f'
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_index i
        WHERE i.indrelid = l.oid
          AND (i.indisreplident AND l.relreplident = 'i' OR i.indisprimary AND l.relreplident = 'd')
      )
  ) AS lacking
FROM pg_catalog.pg_class t
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE t.relkind IN ('r', 'p')
  AND NOT t.relispartition
  AND t.relpersistence <> 't'
  AND ${ordinarySchema('n')}
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_index i
    WHERE i.indrelid = t.oid
      AND i.indisprimary
  )
  AND NOT ${ofExtension('t.oid')}
ORDER BY n.nspname, t.relname`;
}

/** Triggers that do not fire in an ordinary session, those of constraints gathered by their constraint. */
export const disabledTriggersQuery = `
SELECT
  n.nspname AS schema,
  t.relname AS table,
  coalesce(k.conname, min(g.tgname)) AS name,
  k.contype AS constraint_kind,
  json_agg(json_build_array(gn.nspname, gt.relname, g.tgname) ORDER BY gn.nspname, gt.relname, g.tgname) AS triggers
FROM pg_catalog.pg_trigger g
JOIN pg_catalog.pg_class gt ON gt.oid = g.tgrelid
JOIN pg_catalog.pg_namespace gn ON gn.oid = gt.relnamespace
LEFT JOIN pg_catalog.pg_constraint k ON g.tgisinternal AND k.oid = g.tgconstraint
JOIN pg_catalog.pg_class t ON t.oid = coalesce(k.conrelid, g.tgrelid)
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_trigger parent ON parent.oid = g.tgparentid
WHERE (g.tgenabled = 'D' OR g.tgisinternal AND g.tgenabled = 'R')
  AND (k.oid IS NOT NULL OR NOT g.tgisinternal)
  AND t.relpersistence <> 't'
  AND ${ordinarySchema('n')}
  AND (g.tgisinternal OR parent.tgenabled IS DISTINCT FROM 'D')
  AND NOT ${ofExtension('t.oid')}
GROUP BY n.nspname, t.relname, k.oid, k.conname, k.contype, CASE WHEN k.oid IS NULL THEN g.oid END
ORDER BY n.nspname, t.relname, name`;

/**
 * Foreign keys of tables that hold rows themselves, which no index serves: one that begins with all their columns, in
 * any order, or is unique over some of them. Partitions come with the name of their root.
 */
export const unindexedForeignKeysQuery = `
SELECT
  n.nspname AS schema,
  t.relname AS table,
  coalesce(rk.conname, k.conname) AS name,
  (
    SELECT json_agg(a.attname ORDER BY u.at)
    FROM unnest(k.conkey) WITH ORDINALITY AS u (number, at)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
  ) AS columns,
  fn.nspname AS referenced_schema,
  f.relname AS referenced_table,
  rn.nspname AS root_schema,
  r.relname AS root_table,
  CASE WHEN t.reltuples >= 0 THEN t.reltuples::bigint END AS rows,
  pg_stat_get_tuples_deleted(f.oid) AS deleted,
  EXISTS (
    SELECT FROM pg_catalog.pg_index i
    WHERE i.indrelid = t.oid
      AND i.indisvalid
      AND i.indkey[0] = ANY (k.conkey)
  ) AS partly
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class t ON t.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
JOIN pg_catalog.pg_class r ON r.oid = CASE WHEN t.relispartition THEN pg_partition_root(t.oid) ELSE t.oid END
JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_catalog.pg_constraint pk ON pk.oid = k.conparentid
LEFT JOIN LATERAL (
  SELECT o.conname
  FROM pg_catalog.pg_constraint o
  WHERE o.conrelid = r.oid
    AND r.oid <> t.oid
    AND o.oid = pk.oid
) rk ON true
JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
WHERE k.contype = 'f'
  AND t.relkind = 'r'
  AND t.relpersistence <> 't'
  AND pk.conrelid IS DISTINCT FROM k.conrelid
  AND ${ordinarySchema('n')}
  AND NOT ${ofExtension('t.oid')}
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_am m ON m.oid = c.relam
    WHERE i.indrelid = t.oid
      AND i.indisvalid
      AND m.amname NOT IN ('brin', 'gin')
      AND (i.indpred IS NULL OR i.indpred::text ~ '^\\{NULLTEST [^{]*\\{VAR [^{}]*\\}[^{}]*:nulltesttype 1 [^{}]*\\}$')
      AND (
        k.conkey <@ (i.indkey::int2[])[0:cardinality(k.conkey) - 1] AND i.indnkeyatts >= cardinality(k.conkey)
        OR i.indisunique AND i.indpred IS NULL AND (i.indkey::int2[])[0:i.indnkeyatts - 1] <@ k.conkey
      )
  )
ORDER BY n.nspname, t.relname, k.conname`;

/** Constraints of tables that are enforced and NOT VALID, those that only a parent handed down left out. */
export const notValidQuery = `
SELECT
  n.nspname AS schema,
  t.relname AS table,
  k.conname AS name,
  k.contype AS kind,
  fn.nspname AS referenced_schema,
  f.relname AS referenced_table,
  pg_get_userbyid(t.relowner) AS owner,
  pg_has_role(t.relowner, 'USAGE') AS ours,
  ${codeOfOthers('k')} AS code_of_others,
  (
    SELECT json_agg(json_build_array(own.nspname, o.relname) ORDER BY own.nspname, o.relname)
    FROM pg_catalog.pg_class o
    JOIN pg_catalog.pg_namespace own ON own.oid = o.relnamespace
    JOIN pg_catalog.pg_roles r ON r.oid = o.relowner
    WHERE o.oid IN (k.conrelid, k.confrelid)
      AND NOT r.rolsuper
      AND r.rolname <> current_user
      AND has_table_privilege(o.oid, 'UPDATE, DELETE, TRUNCATE')
  ) AS of_others
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class t ON t.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
LEFT JOIN pg_catalog.pg_constraint pk ON pk.oid = k.conparentid
WHERE NOT k.convalidated
  AND k.contype IN ('f', 'c', 'n')
  AND t.relkind IN ('r', 'p')
  AND t.relpersistence <> 't'
  AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
  AND (pk.oid IS NULL OR pk.convalidated)
  AND ${ordinarySchema('n')}
ORDER BY n.nspname, t.relname, k.conname`;
