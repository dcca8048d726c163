import type { Snapshot } from '../../model/manifest.ts';
import type { Row } from '../../session/drivers/driver.ts';

/**
 * Every object of a schema by kind and name, with its definition as the server itself writes it: one statement, one row an
 * object (`kind`, `name`, `definition`). States count as much as definitions: NOT VALID, INVALID, disabled, forced.
 * What belongs to an extension is left out, and so are `skip`ped tables, the histories of migration tools.
 *
 * Run it in a transaction whose search_path holds pg_catalog alone: names are then written with their schemas.
 */
export const snapshotQuery = `
WITH schemas AS (
  SELECT oid, nspname
  FROM pg_namespace
  WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
), members AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), relations AS (
  SELECT c.*, quote_ident(s.nspname) || '.' || quote_ident(c.relname) AS path
  FROM pg_class c
  JOIN schemas s ON s.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
)
SELECT 'schema' AS kind, quote_ident(nspname) AS name, '' AS definition
FROM schemas
WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_namespace'::regclass AND m.objid = schemas.oid)
UNION ALL
SELECT 'extension', quote_ident(extname), extversion || ' in ' || extnamespace::regnamespace::text
FROM pg_extension
UNION ALL
SELECT
  'table',
  path,
  concat_ws(
    ' ',
    CASE relpersistence WHEN 'u' THEN 'unlogged' END,
    CASE relkind WHEN 'f' THEN 'foreign' END,
    CASE WHEN relkind = 'p' THEN 'partition by ' || pg_get_partkeydef(oid) END,
    CASE WHEN relispartition THEN 'partition ' || pg_get_expr(relpartbound, oid) END,
    CASE WHEN relrowsecurity THEN 'row security' END,
    CASE WHEN relforcerowsecurity THEN 'forced' END,
    CASE WHEN relreplident <> 'd' THEN 'replica identity ' || relreplident::text END,
    array_to_string(reloptions, ', ')
  )
FROM relations
WHERE relkind IN ('r', 'p', 'f')
UNION ALL
SELECT
  'column',
  r.path || '.' || quote_ident(a.attname),
  concat_ws(
    ' ',
    format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attcollation <> t.typcollation THEN 'collate ' || a.attcollation::regcollation::text END,
    CASE WHEN a.attnotnull THEN 'not null' END,
    CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
    CASE WHEN a.attgenerated <> '' THEN 'generated as' WHEN d.oid IS NOT NULL THEN 'default' END,
    pg_get_expr(d.adbin, d.adrelid)
  )
FROM relations r
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE r.relkind IN ('r', 'p', 'f', 'c')
UNION ALL
SELECT 'constraint', r.path || '.' || quote_ident(c.conname), pg_get_constraintdef(c.oid)
FROM pg_constraint c
JOIN relations r ON r.oid = c.conrelid
WHERE c.contype IN ('c', 'f', 'p', 'u', 'x')
UNION ALL
SELECT
  'index',
  r.path,
  pg_get_indexdef(r.oid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
FROM relations r
JOIN pg_index i ON i.indexrelid = r.oid
UNION ALL
SELECT
  'sequence',
  r.path,
  format(
    'as %s increment %s from %s to %s start %s cache %s%s%s',
    s.seqtypid::regtype, s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
    CASE WHEN s.seqcycle THEN ' cycle' END,
    (
      SELECT ' owned by ' || o.path || '.' || quote_ident(a.attname)
      FROM pg_depend d
      JOIN relations o ON o.oid = d.refobjid
      JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i')
        AND d.refclassid = 'pg_class'::regclass
    )
  )
FROM relations r
JOIN pg_sequence s ON s.seqrelid = r.oid
UNION ALL
SELECT
  CASE relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END,
  path,
  concat_ws(' with ', pg_get_viewdef(oid), array_to_string(reloptions, ', '))
FROM relations
WHERE relkind IN ('v', 'm')
UNION ALL
SELECT
  'trigger',
  r.path || '.' || quote_ident(t.tgname),
  pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' ' || t.tgenabled::text END
FROM pg_trigger t
JOIN relations r ON r.oid = t.tgrelid
WHERE NOT t.tgisinternal
UNION ALL
SELECT
  'policy',
  r.path || '.' || quote_ident(p.polname),
  concat_ws(
    ' ',
    CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
    p.polcmd::text,
    (SELECT string_agg(CASE WHEN role = 0 THEN 'public' ELSE role::regrole::text END, ', ' ORDER BY role::regrole::text) FROM unnest(p.polroles) AS role),
    'using ' || pg_get_expr(p.polqual, p.polrelid),
    'check ' || pg_get_expr(p.polwithcheck, p.polrelid)
  )
FROM pg_policy p
JOIN relations r ON r.oid = p.polrelid
UNION ALL
SELECT 'function', p.oid::regprocedure::text, pg_get_functiondef(p.oid)
FROM pg_proc p
JOIN schemas s ON s.oid = p.pronamespace
WHERE p.prokind <> 'a'
  AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)
UNION ALL
SELECT
  CASE t.typtype WHEN 'e' THEN 'enum' ELSE 'domain' END,
  quote_ident(s.nspname) || '.' || quote_ident(t.typname),
  CASE t.typtype
    WHEN 'e' THEN (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)
    ELSE concat_ws(
      ' ',
      format_type(t.typbasetype, t.typtypmod),
      CASE WHEN t.typnotnull THEN 'not null' END,
      'default ' || t.typdefault,
      (SELECT string_agg(pg_get_constraintdef(oid), ' ' ORDER BY conname) FROM pg_constraint WHERE contypid = t.oid AND contype = 'c')
    )
  END
FROM pg_type t
JOIN schemas s ON s.oid = t.typnamespace
WHERE t.typtype IN ('e', 'd')
  AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
ORDER BY 1, 2`;

/**
 * What the rows of `snapshotQuery` come to, without the tables that are `skip`ped (their `schema.name`) and what hangs on
 * them. In the order of their code points, whatever the server's collation.
 */
export function snapshotFrom(rows: Row[], { server, skip }: { server: number; skip: string[] }): Snapshot {
  const skipped = (name: string) => skip.some((table) => name === table || name.startsWith(`${table}.`));
  const objects = rows
    .map(({ kind, name, definition }) => ({ kind, name: String(name), definition: String(definition ?? '') }))
    .filter(({ name, definition }) => !skipped(name) && !skipped(ownerIn(definition)))
    .map(({ kind, name, definition }) => [`${kind} ${name}`, definition] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { version: 1, server, objects: Object.fromEntries(objects) };
}

/** The table that an index or a sequence belongs to, as its definition says; "" of other objects. */
function ownerIn(definition: string): string {
  return (
    /^CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?(.+?) USING |^as .* owned by (.+)$/s
      .exec(definition)
      ?.slice(1)
      .find(Boolean) ?? ''
  );
}
