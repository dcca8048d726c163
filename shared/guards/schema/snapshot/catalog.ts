import { literal } from '../../../session/sql.ts';
import type { Wanted } from './family.ts';

/** Schemas of the server itself, temporary ones among them: names that begin with pg_ are reserved for it. */
export const ordinarySchema = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** What an extension brought along, and keeps: the objects of one catalog. */
export function notOfExtension(catalog: string, oid: string): string {
  return `${oid} NOT IN (
    SELECT m.objid FROM pg_depend m
    WHERE m.refclassid = 'pg_extension'::regclass AND m.classid = '${catalog}'::regclass AND m.deptype = 'e'
  )`;
}

/** A condition on what has a name of its own. */
export function isWanted(name: string, { names }: Wanted): string {
  return names === null ? '' : `AND ${name} = ANY (${textArray(names)})`;
}

/** The relations of some kinds, as `pg_class` has them, with the name of their schema. */
export function relations(relkinds: string, wanted: Wanted): string {
  const kinds = [...relkinds].map((kind) => `'${kind}'`).join(', ');
  return `(
    SELECT c.*, n.nspname
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN (${kinds})
      AND c.relpersistence <> 't'
      AND ${ordinarySchema}
      AND ${notOfExtension('pg_class', 'c.oid')}
      ${isWanted('c.relname', wanted)}
  )`;
}

/** The sequence of an identity column goes with the column, and is no object. */
export function notOfIdentity(relation: string): string {
  return `(${relation}.relkind <> 'S' OR NOT EXISTS (
    SELECT FROM pg_depend own
    WHERE own.classid = 'pg_class'::regclass AND own.objid = ${relation}.oid AND own.deptype = 'i'
  ))`;
}

/**
 * The types of some kinds, as `pg_type` has them, with the name of their schema. Composite types are those that are no
 * table's own; base types are no arrays, which come with every type.
 */
export function types(typtypes: string, wanted: Wanted): string {
  const kinds = [...typtypes].map((kind) => `'${kind}'`).join(', ');
  return `(
    SELECT t.*, n.nspname
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype IN (${kinds})
      AND t.oid >= 16384
      AND t.typisdefined
      AND t.typinput <> 'array_in'::regproc
      AND (t.typtype <> 'c' OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
      AND ${ordinarySchema}
      AND ${notOfExtension('pg_type', 't.oid')}
      ${isWanted('t.typname', wanted)}
  )`;
}

/** Who owns it; nobody where it does not matter who. */
export function owner(oid: string, { owners }: Wanted): string {
  return owners ? `pg_get_userbyid(${oid})` : 'NULL::name';
}

/** A role as `roleName` of the model reads it: no role can be taken for everybody. */
export function roleText(oid: string): string {
  return `CASE
    WHEN ${oid} = 0 THEN 'PUBLIC'
    WHEN pg_get_userbyid(${oid}) ~ '^(PUBLIC$|")' THEN quote_ident(pg_get_userbyid(${oid}))
    ELSE pg_get_userbyid(${oid})
  END`;
}

/** What tells functions of a schema apart. */
export const signature = `p.proname || '(' || oidvectortypes(p.proargtypes) || ')'`;

/** The functions, as `pg_proc` has them, with the name of their schema; without those that come with a range type. */
export function functions(wanted: Wanted): string {
  return `(
    SELECT p.*, n.nspname, ${signature} AS signature
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${ordinarySchema}
      AND p.oid NOT IN (
        SELECT m.objid FROM pg_depend m WHERE m.classid = 'pg_proc'::regclass AND m.deptype IN ('e', 'i')
      )
      ${isWanted(signature, wanted)}
  )`;
}

/** The schemas, as `pg_namespace` has them. */
export function schemas(wanted: Wanted): string {
  return `(
    SELECT n.*
    FROM pg_namespace n
    WHERE ${ordinarySchema}
      AND ${notOfExtension('pg_namespace', 'n.oid')}
      ${isWanted('n.nspname', wanted)}
  )`;
}

function textArray(texts: string[]): string {
  return `ARRAY[${[...new Set(texts)]
    .filter((text) => !text.includes('\0'))
    .map(literal)
    .join(', ')}]::text[]`;
}
