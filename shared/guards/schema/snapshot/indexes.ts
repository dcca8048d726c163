import { relations } from './catalog.ts';
import type { Family } from './family.ts';

/** An index that keeps a constraint is that constraint's. */
export const indexFamily: Family = {
  kinds: ['index'],
  query: (wanted) => `
SELECT
  r.nspname AS in_schema,
  r.relname AS in_table,
  c.relname AS named,
  pg_get_indexdef(i.indexrelid) AS definition,
  CASE WHEN NOT i.indisvalid THEN 'no' END AS valid,
  CASE WHEN i.indisreplident THEN 'yes' END AS "replica identity",
  CASE WHEN i.indisclustered THEN 'yes' END AS clustered,
  p.inhparent::regclass::text AS parent
FROM ${relations('rpm', wanted)} r
JOIN pg_index i ON i.indrelid = r.oid
JOIN pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_inherits p ON p.inhrelid = i.indexrelid
WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))`,
};
