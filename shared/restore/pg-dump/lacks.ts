import * as z from 'zod';
import type { Row } from '../../session/drivers/driver.ts';

/** Roles of services that may make extensions which else a superuser alone may make. */
const administrators = [
  'rds_superuser',
  'neon_superuser',
  'cloudsqlsuperuser',
  'alloydbsuperuser',
  'azure_pg_admin',
].map((name) => `'${name}'`);

/** What the role would need that goes back, and whether it has it. `trusted` is there since PostgreSQL 13. */
export const lacksQuery = `
  SELECT
    r.rolname AS role,
    r.rolsuper AS superuser,
    r.rolcreatedb AS createdb,
    array_to_string(ARRAY(
      SELECT DISTINCT o.rolname::text
      FROM (
        SELECT s.refobjid AS owner
        FROM pg_catalog.pg_shdepend s
        WHERE s.dbid = d.oid
          AND s.refclassid = 'pg_catalog.pg_authid'::regclass
          AND s.deptype = 'o'
          AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend e
            WHERE e.classid = s.classid AND e.objid = s.objid AND e.deptype = 'e'
          )
        -- What belongs to the first superuser is not in pg_shdepend.
        UNION
        SELECT c.relowner
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend e
            WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
          )
        UNION
        SELECT d.datdba
      ) owners
      JOIN pg_catalog.pg_roles o ON o.oid = owners.owner
      WHERE NOT pg_catalog.pg_has_role(o.oid, 'MEMBER')
      ORDER BY 1
    ), ', ') AS foreigners,
    array_to_string(ARRAY(
      SELECT e.extname::text
      FROM pg_catalog.pg_extension e
      WHERE e.extname <> 'plpgsql'
        AND EXISTS (
          SELECT FROM pg_catalog.pg_available_extension_versions v
          WHERE v.name = e.extname AND v.version = e.extversion
            AND v.superuser AND to_jsonb(v) ->> 'trusted' IS DISTINCT FROM 'true'
        )
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_roles a
          WHERE a.rolname IN (${administrators.join(', ')}) AND pg_catalog.pg_has_role(a.oid, 'MEMBER')
        )
      ORDER BY 1
    ), ', ') AS extensions
  FROM pg_catalog.pg_database d
  JOIN pg_catalog.pg_roles r ON r.rolname = current_user
  WHERE d.datname = current_database()`;

const rowSchema = z.object({
  role: z.string(),
  superuser: z.boolean(),
  createdb: z.boolean(),
  foreigners: z.string(),
  extensions: z.string(),
});

/**
 * Why the role of the dump cannot run the commands that go back, in a sentence; null where nothing is known. Another role
 * can: it keeps no dump from being made.
 */
export function lacksFrom(row: Row | undefined): string | null {
  const { role, superuser, createdb, foreigners, extensions } = rowSchema.parse(row);
  if (superuser) return null;
  const lacks = [
    ...(createdb ? [] : ['may not create databases (CREATEDB)']),
    ...(foreigners === '' ? [] : [`is no member of the owners ${foreigners}`]),
    ...(extensions === '' ? [] : [`may not create the extensions ${extensions}`]),
  ];
  if (lacks.length === 0) return null;
  return `${role} cannot run these commands, as it ${lacks.join(' and ')}: put a superuser in place of user=${role}`;
}
