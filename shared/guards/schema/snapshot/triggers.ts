import { relations } from './catalog.ts';
import type { Family } from './family.ts';

/** Those that keep a foreign key are none. A partition's copy of its parent's trigger counts as internal until 14. */
export const triggerFamily: Family = {
  kinds: ['trigger'],
  query: (wanted) => `
SELECT
  r.nspname AS in_schema,
  r.relname AS in_table,
  t.tgname AS named,
  pg_get_triggerdef(t.oid) AS definition,
  CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
  CASE WHEN t.tgparentid <> 0 THEN 'yes' END AS inherited
FROM pg_trigger t
JOIN ${relations('rpfv', wanted)} r ON r.oid = t.tgrelid
LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint AND k.contype <> 't'
WHERE NOT t.tgisinternal OR (t.tgparentid <> 0 AND k.oid IS NULL)`,
};
