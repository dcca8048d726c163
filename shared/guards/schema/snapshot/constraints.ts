import { relations } from './catalog.ts';
import type { Family } from './family.ts';

/**
 * A foreign key that references a partitioned table has rows for its partitions besides, which are no constraints of
 * their own: src/backend/commands/tablecmds.c (addFkRecurseReferenced).
 */
export const constraintFamily: Family = {
  kinds: ['constraint'],
  query: (wanted) => `
SELECT
  r.nspname AS in_schema,
  r.relname AS in_table,
  k.conname AS named,
  pg_get_constraintdef(k.oid) AS definition,
  CASE WHEN NOT k.convalidated OR NOT i.indisvalid THEN 'no' END AS valid,
  CASE WHEN NOT k.conislocal OR k.conparentid <> 0 THEN 'yes' END AS inherited,
  CASE WHEN i.indisreplident THEN 'yes' END AS "replica identity",
  CASE WHEN i.indisclustered THEN 'yes' END AS clustered,
  to_json(c.reloptions) AS options
FROM ${relations('rpf', wanted)} r
JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype IN ('c', 'f', 'p', 'u', 'x')
LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype <> 'f'
LEFT JOIN pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_constraint parent ON parent.oid = k.conparentid AND k.contype = 'f' AND k.conparentid <> 0
WHERE parent.oid IS NULL OR (parent.conrelid <> k.conrelid AND parent.confrelid = k.confrelid)`,
  /** src/backend/utils/adt/ruleutils.c (pg_get_constraintdef_worker): one of the two ends a definition. */
  finish({ is }) {
    const definition = String(is.definition);
    const state = [' NOT VALID', ' NOT ENFORCED'].find((end) => definition.endsWith(end));
    if (state === undefined) return;
    is.definition = definition.slice(0, -state.length);
    if (state !== ' NOT ENFORCED') return;
    is.enforced = 'no';
    delete is.valid;
  },
};
