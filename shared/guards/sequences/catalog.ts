/** Schemas of the server itself. Names that begin with pg_ are reserved for it. */
const ordinarySchema = (alias: string) => `${alias}.nspname !~ '^pg_' AND ${alias}.nspname <> 'information_schema'`;

/**
 * Every sequence, but for temporary ones, which are another session's, with the column that owns it. The filters on
 * pg_depend's catalogs and kinds keep out rows whose OIDs only look alike.
 */
export const sequencesQuery = `
SELECT
  c.oid,
  n.nspname AS schema,
  c.relname AS name,
  s.seqincrement AS increment,
  s.seqmin AS min,
  s.seqmax AS max,
  s.seqcache AS cache,
  s.seqcycle AS cycles,
  c.relpersistence = 'u' AS unlogged,
  pg_get_userbyid(c.relowner) AS owner,
  pg_has_role(c.relowner, 'USAGE') AS ours,
  has_schema_privilege(n.oid, 'USAGE') AS may_enter,
  has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'SELECT') AS may_read,
  has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'USAGE') AS may_use,
  has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'UPDATE') AS may_update,
  x.extname AS extension,
  o.deptype = 'i' AS identity,
  tn.nspname AS owned_schema,
  t.relname AS owned_table,
  a.attname AS owned_column
FROM pg_catalog.pg_sequence s
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend d
  ON d.classid = 'pg_catalog.pg_class'::regclass
  AND d.objid = c.oid
  AND d.refclassid = 'pg_catalog.pg_extension'::regclass
  AND d.deptype = 'e'
LEFT JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
LEFT JOIN pg_catalog.pg_depend o
  ON o.classid = 'pg_catalog.pg_class'::regclass
  AND o.objid = c.oid
  AND o.objsubid = 0
  AND o.refclassid = 'pg_catalog.pg_class'::regclass
  AND o.refobjsubid > 0
  AND o.deptype IN ('a', 'i')
LEFT JOIN pg_catalog.pg_class t ON t.oid = o.refobjid
LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
WHERE c.relpersistence <> 't'
  AND ${ordinarySchema('n')}
ORDER BY n.nspname, c.relname`;

/** What a domain is made of; domains may stand on domains. */
export const domainsQuery = `
SELECT t.oid, t.typbasetype AS base, t.typtypmod AS modifier
FROM pg_catalog.pg_type t
WHERE t.typtype = 'd'`;

/** Foreign-key columns whose type differs from the column that they reference. */
export const referencesQuery = `
SELECT
  k.confrelid AS relation,
  r.attnum,
  n.nspname AS schema,
  c.relname AS table,
  a.attname AS column,
  a.atttypid AS type,
  a.atttypmod AS modifier,
  format_type(a.atttypid, a.atttypmod) AS type_name
FROM pg_catalog.pg_constraint k
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS key (own, referenced)
JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = key.own
JOIN pg_catalog.pg_attribute r ON r.attrelid = k.confrelid AND r.attnum = key.referenced
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype = 'f'
  AND k.conparentid = 0
  AND a.atttypid <> r.atttypid`;

/** Functions, views and the like that the catalog knows to call a sequence. */
export const callersQuery = `
SELECT DISTINCT d.refobjid AS sequence, pg_describe_object(d.classid, d.objid, 0) AS caller
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.refobjid
WHERE d.refclassid = 'pg_catalog.pg_class'::regclass
  AND d.deptype = 'n'
  AND d.classid IN (
    'pg_catalog.pg_proc'::regclass,
    'pg_catalog.pg_rewrite'::regclass,
    'pg_catalog.pg_trigger'::regclass,
    'pg_catalog.pg_constraint'::regclass,
    'pg_catalog.pg_policy'::regclass)`;
