import { relations } from '../catalog.ts';
import type { Wanted } from '../family.ts';
import { hashed } from './hashed.ts';

/** A B-tree of columns, with operator classes of PostgreSQL's own. */
const isOrdinary = 'c.relam = 403 AND i.indexprs IS NULL AND NOT classes.own';

const index = hashed(
  'c.relname',
  'c.relkind',
  `CASE WHEN NOT (${isOrdinary}) THEN pg_get_indexdef(i.indexrelid) END`,
  `CASE WHEN ${isOrdinary} AND i.indpred IS NOT NULL THEN pg_get_expr(i.indpred, i.indrelid) END`,
  'i.indkey::text',
  'classes.names',
  'i.indoption::text',
  'i.indnkeyatts',
  'i.indisunique',
  'i.indnullsnotdistinct',
  'i.indisvalid',
  'i.indisreplident',
  'i.indisclustered',
  'c.reloptions::text',
  'p.inhparent::regclass::text',
);

/**
 * The indexes of each table, also those of constraints. To write one costs the server more than all else of a table: an
 * ordinary one goes by the catalog's values in place of it, and by its columns' numbers.
 */
export function indexDigests(wanted: Wanted): string {
  return `
WITH classes AS MATERIALIZED (${classes}
)
SELECT r.nspname AS in_schema, r.relname AS in_table, bit_xor(${index}) AS digest
FROM ${relations('rpm', wanted)} r
JOIN ${sinceFifteen} i ON i.indrelid = r.oid
JOIN pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_inherits p ON p.inhrelid = i.indexrelid
JOIN classes ON classes.indclass = i.indclass AND classes.indcollation = i.indcollation
GROUP BY r.nspname, r.relname`;
}

/** There are few different ones. The names of operator classes and collations, as OIDs differ between databases. */
const classes = `
  SELECT
    v.indclass,
    v.indcollation,
    (
      SELECT string_agg(concat_ws(' ', o.opcnamespace::regnamespace::text, o.opcname), ', ' ORDER BY place)
      FROM unnest(v.indclass) WITH ORDINALITY AS u (class, place)
      JOIN pg_opclass o ON o.oid = class
    ) || '; ' || (
      SELECT string_agg(CASE WHEN l IN (0, 100) THEN l::text ELSE l::regcollation::text END, ', ' ORDER BY place)
      FROM unnest(v.indcollation) WITH ORDINALITY AS u (l, place)
    ) AS names,
    EXISTS (SELECT FROM unnest(v.indclass) AS class WHERE class >= 16384) AS own
  FROM (SELECT DISTINCT i.indclass, i.indcollation FROM pg_index i) v`;

/** pg_index with a column that is there since 15. Where it is not, its name is that of the row beside. */
const sinceFifteen = `(
    SELECT own.*
    FROM (VALUES (false)) AS before_15 (indnullsnotdistinct)
    CROSS JOIN LATERAL (
      SELECT
        x.indexrelid, x.indrelid, x.indkey, x.indclass, x.indcollation, x.indoption, x.indnkeyatts, x.indisunique,
        x.indisvalid, x.indisreplident, x.indisclustered, x.indexprs, x.indpred, indnullsnotdistinct
      FROM pg_index x
    ) own
  )`;
