import { functions, notOfIdentity, relations, roleText, schemas, types } from './catalog.ts';
import type { Family, Wanted } from './family.ts';

/** The access lists that are not the usual ones, each with what is usual for its kind of object and its owner. */
function lists(wanted: Wanted): string {
  return `
  SELECT 'schema' AS on_kind, n.nspname AS in_schema, NULL::name AS in_table, NULL::text AS named,
    coalesce(n.nspacl, acldefault('n', n.nspowner)) AS acl,
    CASE WHEN n.nspname = 'public' THEN ${usualOfPublic} ELSE acldefault('n', n.nspowner) END AS usual
  FROM ${schemas(wanted)} n
  WHERE n.nspacl IS NOT NULL OR n.nspname = 'public'
  UNION ALL
  SELECT
    CASE r.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END,
    r.nspname, NULL, r.relname, r.relacl,
    acldefault(CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", r.relowner)
  FROM ${relations('rpfvmS', wanted)} r
  WHERE r.relacl IS NOT NULL AND ${notOfIdentity('r')}
  UNION ALL
${wanted.withoutColumns ? '' : columnLists(wanted)}  SELECT 'function', p.nspname, NULL, p.signature, p.proacl, acldefault('f', p.proowner)
  FROM ${functions(wanted)} p
  WHERE p.proacl IS NOT NULL
  UNION ALL
  SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'type' END,
    t.nspname, NULL, t.typname, t.typacl, acldefault('T', t.typowner)
  FROM ${types('edcrb', wanted)} t
  WHERE t.typacl IS NOT NULL`;
}

function columnLists(wanted: Wanted): string {
  return `  SELECT 'column', r.nspname, r.relname, a.attname, a.attacl, acldefault('c', r.relowner)
  FROM pg_attribute a
  JOIN ${relations('rpfvm', wanted)} r ON r.oid = a.attrelid
  WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
`;
}

/** Everybody may use it, and create in it until 14: https://www.postgresql.org/docs/release/15.0/ */
const usualOfPublic = `
      acldefault('n', n.nspowner) || makeaclitem(0, n.nspowner, 'USAGE', false)
        || CASE WHEN current_setting('server_version_num')::int < 150000 THEN
          ARRAY[makeaclitem(0, n.nspowner, 'CREATE', false)] ELSE '{}' END`;

/** One list's privileges of each role, sorted; grantors do not count. */
function privileges(acl: string): string {
  return `(
    SELECT
      x.grantee,
      json_agg(DISTINCT x.privilege_type || CASE WHEN x.is_grantable THEN '*' ELSE '' END)::text AS privileges
    FROM aclexplode(${acl}) x
    GROUP BY x.grantee
  )`;
}

/**
 * What roles are granted beyond the usual, and what is usual and was revoked: then the list is shorter, or empty.
 * An ACL of NULL is the usual one. Most objects have one of a few lists, each of which is taken apart once.
 */
export const grantFamily: Family = {
  kinds: ['grant'],
  query: (wanted) => `
WITH lists AS MATERIALIZED (${lists(wanted)}
), different AS MATERIALIZED (
  SELECT d.acl, d.usual, g.grantee, g.privileges
  FROM (SELECT DISTINCT l.acl, l.usual FROM lists l) d
  CROSS JOIN LATERAL (
    SELECT coalesce(has.grantee, usual.grantee) AS grantee, coalesce(has.privileges, '[]') AS privileges
    FROM ${privileges('d.acl')} has
    FULL JOIN ${privileges('d.usual')} usual ON usual.grantee = has.grantee
    WHERE has.privileges IS DISTINCT FROM usual.privileges
  ) g
)
SELECT
  l.on_kind,
  l.in_schema,
  l.in_table,
  l.named,
  ${roleText('g.grantee')} AS to_role,
  g.privileges
FROM lists l
JOIN different g ON g.acl = l.acl AND g.usual = l.usual`,
  finish({ is }) {
    if (Array.isArray(is.privileges)) is.privileges.sort();
  },
};
