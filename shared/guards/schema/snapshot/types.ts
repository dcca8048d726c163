import { owner, types } from './catalog.ts';
import type { Family } from './family.ts';

/** Composite types that are no table's own, ranges, and base types that no extension brought. */
export const typeFamily: Family = {
  kinds: ['type'],
  query: (wanted) => `
SELECT
  t.nspname AS in_schema,
  t.typname AS named,
  CASE WHEN t.typtype = 'c' THEN coalesce((
    SELECT json_agg(
      quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attcollation <> b.typcollation THEN ' collate ' || a.attcollation::regcollation::text ELSE '' END
      ORDER BY a.attnum
    )
    FROM pg_attribute a
    JOIN pg_type b ON b.oid = a.atttypid
    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
  ), '[]') END AS attributes,
  format_type(r.rngsubtype, NULL) AS subtype,
  CASE WHEN NOT o.opcdefault THEN quote_ident(s.nspname) || '.' || quote_ident(o.opcname) END AS "subtype operator class",
  CASE WHEN r.rngcollation <> e.typcollation THEN r.rngcollation::regcollation::text END AS collation,
  CASE WHEN r.rngcanonical <> 0 THEN r.rngcanonical::regproc::text END AS canonical,
  CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::regproc::text END AS "subtype difference",
  CASE WHEN r.rngmultitypid <> 0 THEN r.rngmultitypid::regtype::text END AS multirange,
  CASE WHEN t.typtype = 'b' THEN t.typinput::text END AS input,
  CASE WHEN t.typtype = 'b' THEN t.typoutput::text END AS output,
  CASE WHEN t.typtype = 'b' THEN t.typlen::text END AS length,
  ${owner('t.typowner', wanted)} AS owner
FROM ${types('crb', wanted)} t
LEFT JOIN pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_type e ON e.oid = r.rngsubtype
LEFT JOIN pg_opclass o ON o.oid = r.rngsubopc
LEFT JOIN pg_namespace s ON s.oid = o.opcnamespace`,
};
