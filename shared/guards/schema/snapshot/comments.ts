import { functions, notOfIdentity, relations, schemas, types } from './catalog.ts';
import type { Family, Wanted } from './family.ts';

const kindOfRelation = `CASE r.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'c' THEN 'type' ELSE 'table' END`;

function on(catalog: string, oid: string): string {
  return `JOIN comments d ON d.classoid = '${catalog}'::regclass AND d.objoid = ${oid}`;
}

/** The comment of an extension comes with it, and that of the schema public with the cluster. */
export const commentFamily: Family = {
  kinds: ['comment'],
  query: (wanted: Wanted) => `
WITH comments AS MATERIALIZED (
  SELECT * FROM pg_description WHERE objoid >= 16384 OR classoid = 'pg_namespace'::regclass
)
SELECT 'schema' AS on_kind, n.nspname AS in_schema, NULL::name AS in_table, NULL::text AS named, d.description AS text
FROM ${schemas(wanted)} n
${on('pg_namespace', 'n.oid')}
WHERE NOT (n.nspname = 'public' AND d.description = 'standard public schema')
UNION ALL
SELECT ${kindOfRelation}, r.nspname, NULL, r.relname, d.description
FROM ${relations('rpfvmS', wanted)} r
${on('pg_class', 'r.oid')} AND d.objsubid = 0 AND ${notOfIdentity('r')}
UNION ALL
SELECT 'column', r.nspname, r.relname, a.attname, d.description
FROM ${relations('rpfvmc', wanted)} r
${on('pg_class', 'r.oid')} AND d.objsubid > 0
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.objsubid
UNION ALL
SELECT 'index', r.nspname, r.relname, c.relname, d.description
FROM ${relations('rpm', wanted)} r
JOIN pg_index i ON i.indrelid = r.oid
JOIN pg_class c ON c.oid = i.indexrelid
${on('pg_class', 'i.indexrelid')}
UNION ALL
SELECT 'constraint', r.nspname, r.relname, k.conname, d.description
FROM ${relations('rpf', wanted)} r
JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype IN ('c', 'f', 'p', 'u', 'x')
${on('pg_constraint', 'k.oid')}
UNION ALL
SELECT 'trigger', r.nspname, r.relname, t.tgname, d.description
FROM ${relations('rpfv', wanted)} r
JOIN pg_trigger t ON t.tgrelid = r.oid
${on('pg_trigger', 't.oid')}
UNION ALL
SELECT 'policy', r.nspname, r.relname, p.polname, d.description
FROM ${relations('rp', wanted)} r
JOIN pg_policy p ON p.polrelid = r.oid
${on('pg_policy', 'p.oid')}
UNION ALL
SELECT 'function', p.nspname, NULL, p.signature, d.description
FROM ${functions(wanted)} p
${on('pg_proc', 'p.oid')}
UNION ALL
SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'type' END, t.nspname, NULL, t.typname, d.description
FROM ${types('edcrb', wanted)} t
${on('pg_type', 't.oid')}`,
};
