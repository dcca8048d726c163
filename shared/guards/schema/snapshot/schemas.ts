import { owner, schemas } from './catalog.ts';
import type { Family } from './family.ts';

/** Who owns `public` unasked: a role of its own since 15, the superuser that made the cluster before. */
export const schemaFamily: Family = {
  kinds: ['schema'],
  query: (wanted) => `
SELECT
  n.nspname AS named,
  CASE
    WHEN n.nspname = 'public' AND (n.nspowner = 10 OR pg_get_userbyid(n.nspowner) = 'pg_database_owner') THEN NULL
    ELSE ${owner('n.nspowner', wanted)}
  END AS owner
FROM ${schemas(wanted)} n`,
};
