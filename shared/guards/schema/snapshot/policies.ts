import { relations, roleText } from './catalog.ts';
import type { Family } from './family.ts';

export const policyFamily: Family = {
  kinds: ['policy'],
  query: (wanted) => `
SELECT
  r.nspname AS in_schema,
  r.relname AS in_table,
  p.polname AS named,
  CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' END AS command,
  CASE WHEN NOT p.polpermissive THEN 'no' END AS permissive,
  CASE WHEN p.polroles <> '{0}' THEN (
    SELECT json_agg(${roleText('role')} ORDER BY pg_get_userbyid(role)) FROM unnest(p.polroles) AS role
  ) END AS roles,
  pg_get_expr(p.polqual, p.polrelid) AS using,
  pg_get_expr(p.polwithcheck, p.polrelid) AS check
FROM pg_policy p
JOIN ${relations('rp', wanted)} r ON r.oid = p.polrelid`,
};
