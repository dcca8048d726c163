import { owner, relations } from './catalog.ts';
import type { Family } from './family.ts';

/** What is inserted through a view gets the defaults that ALTER VIEW gave to its columns, if any, in place of the table's. */
export const viewFamily: Family = {
  kinds: ['view', 'materialized view'],
  query: (wanted) => `
SELECT
  CASE r.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END AS kind,
  r.nspname AS in_schema,
  r.relname AS named,
  rtrim(ltrim(pg_get_viewdef(r.oid)), ';') AS definition,
  CASE WHEN r.reloptions IS NOT NULL THEN (
    SELECT json_agg(option ORDER BY option COLLATE "C") FROM unnest(r.reloptions) AS option
  ) END AS options,
  (
    SELECT json_agg(quote_ident(a.attname) || ' ' || pg_get_expr(d.adbin, d.adrelid) ORDER BY a.attname)
    FROM pg_attrdef d
    JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    WHERE d.adrelid = r.oid
  ) AS defaults,
  CASE WHEN r.relkind = 'm' AND NOT r.relispopulated THEN 'no' END AS populated,
  CASE WHEN m.amname <> 'heap' THEN m.amname END AS "access method",
  ${owner('r.relowner', wanted)} AS owner
FROM ${relations('vm', wanted)} r
LEFT JOIN pg_am m ON m.oid = r.relam`,
};
