import { isWanted, owner, relations } from './catalog.ts';
import type { Family } from './family.ts';

/** Also the DEFAULT partitions, which tell what a new partition beside them costs. */
const isDefault = `r.oid = ANY (ARRAY(SELECT d.partdefid FROM pg_partitioned_table d WHERE d.partdefid <> 0))`;

export const tableFamily: Family = {
  kinds: ['table'],
  query: (wanted) => `
SELECT
  r.nspname AS in_schema,
  r.relname AS named,
  CASE r.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
  CASE WHEN r.relkind = 'p' THEN pg_get_partkeydef(r.oid) END AS "partition by",
  CASE WHEN r.relispartition THEN p.parents ->> 0 END AS "partition of",
  pg_get_expr(r.relpartbound, r.oid) AS bound,
  CASE WHEN NOT r.relispartition THEN p.parents END AS inherits,
  CASE WHEN r.reloftype <> 0 THEN r.reloftype::regtype::text END AS of,
  s.srvname AS server,
  to_json(f.ftoptions) AS "foreign options",
  CASE WHEN m.amname <> 'heap' THEN m.amname END AS "access method",
  CASE WHEN r.relrowsecurity THEN 'yes' END AS "row security",
  CASE WHEN r.relforcerowsecurity THEN 'yes' END AS "force row security",
  CASE r.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i' THEN 'index' END AS "replica identity",
  CASE WHEN r.reloptions IS NOT NULL OR t.reloptions IS NOT NULL THEN (
    SELECT json_agg(option ORDER BY option COLLATE "C")
    FROM (SELECT unnest(r.reloptions) UNION ALL SELECT 'toast.' || unnest(t.reloptions)) AS o (option)
  ) END AS options,
  ${owner('r.relowner', wanted)} AS owner
FROM ${relations('rpf', { ...wanted, names: null })} r
LEFT JOIN (
  SELECT i.inhrelid, json_agg(i.inhparent::regclass::text ORDER BY i.inhseqno) AS parents
  FROM pg_inherits i
  JOIN pg_class c ON c.oid = i.inhparent AND c.relkind IN ('r', 'p', 'f')
  GROUP BY i.inhrelid
) p ON p.inhrelid = r.oid
LEFT JOIN pg_class t ON t.oid = r.reltoastrelid AND t.reloptions IS NOT NULL
LEFT JOIN pg_foreign_table f ON f.ftrelid = r.oid
LEFT JOIN pg_foreign_server s ON s.oid = f.ftserver
LEFT JOIN pg_am m ON m.oid = r.relam
WHERE ${isDefault} OR (true ${isWanted('r.relname', wanted)})`,
};
