import { relations } from './catalog.ts';
import type { Family } from './family.ts';
import { identityOptions } from './sequences.ts';

/** Since 18, NOT NULL is a constraint in the catalog (contype n) and may be not valid; it stays the column's property. */
export const columnFamily: Family = {
  kinds: ['column'],
  query: (wanted) => `
SELECT
  r.nspname AS in_schema,
  r.relname AS in_table,
  a.attname AS named,
  a.attnum AS number,
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
  CASE WHEN a.attnotnull THEN CASE WHEN k.conrelid IS NULL THEN 'yes' ELSE 'not valid' END END AS "not null",
  CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default,
  CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END AS generated,
  CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS expression,
  CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
  s.options AS "identity options",
  CASE WHEN a.attstorage <> t.typstorage THEN
    CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END
  END AS storage,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
  to_json(a.attfdwoptions) AS "foreign options",
  CASE WHEN NOT a.attislocal THEN 'yes' END AS inherited
FROM ${relations('rpf', wanted)} r
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef
LEFT JOIN pg_constraint k
  ON k.conrelid = a.attrelid AND k.contype = 'n' AND NOT k.convalidated AND k.conkey[1] = a.attnum
LEFT JOIN (
  SELECT o.refobjid, o.refobjsubid, ${identityOptions} AS options
  FROM pg_sequence s
  JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = s.seqrelid AND o.deptype = 'i'
) s ON s.refobjid = a.attrelid AND s.refobjsubid = a.attnum`,
  /** for now its number in the catalog, which counts dropped columns as well: see `positions.ts` */
  finish(object, { number }) {
    object.position = Number(number);
  },
};
