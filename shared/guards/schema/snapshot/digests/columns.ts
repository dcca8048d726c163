import { relations, roleText } from '../catalog.ts';
import type { Wanted } from '../family.ts';
import { identityOptions } from '../sequences.ts';
import { hashed } from './hashed.ts';

/** Of what is no type or collation of PostgreSQL's own, the name: OIDs differ between databases. src/include/access/transam.h */
const column = hashed(
  'a.attname',
  'a.attnum',
  'format_type(a.atttypid, a.atttypmod)',
  'CASE WHEN a.attcollation NOT IN (0, 100) THEN a.attcollation::regcollation::text END',
  `CASE WHEN a.atttypid >= 10000 THEN (
        SELECT t.typcollation::regcollation::text || t.typstorage::text FROM pg_type t WHERE t.oid = a.atttypid
      ) END`,
  'a.attnotnull',
  'a.attgenerated',
  'a.attidentity',
  'a.attstorage',
  'a.attcompression',
  'a.attfdwoptions::text',
  'a.attislocal',
  `CASE WHEN a.attacl IS NOT NULL THEN (
        SELECT json_agg((${roleText('x.grantee')}, x.privilege_type, x.is_grantable)
          ORDER BY x.grantee = 0, pg_get_userbyid(x.grantee), x.privilege_type, x.is_grantable)::text
        FROM aclexplode(a.attacl) x
      ) END`,
  `CASE WHEN a.atthasdef THEN (
        SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum
      ) END`,
);

/**
 * The columns of each table, with their numbers, which count dropped ones as well: indexes name them by these. What is usual
 * for a column's type is there as it is, and so is the type.
 */
export function columnDigests(wanted: Wanted): string {
  return `
SELECT r.nspname AS in_schema, r.relname AS in_table, part.digest
FROM ${relations('rpfvm', wanted)} r
CROSS JOIN LATERAL (
  SELECT bit_xor(${column}) AS digest
  FROM pg_attribute a
  WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
) part`;
}

/** Identity columns whose sequences are not the usual ones. */
export function identityDigests(wanted: Wanted): string {
  return `
SELECT r.nspname AS in_schema, r.relname AS in_table, bit_xor(${hashed('a.attname', 's.options')}) AS digest
FROM (SELECT s.seqrelid, ${identityOptions} AS options FROM pg_sequence s OFFSET 0) s
JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.deptype = 'i'
JOIN ${relations('rpf', wanted)} r ON r.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE s.options IS NOT NULL
GROUP BY r.nspname, r.relname`;
}
