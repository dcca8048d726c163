import { owner, types } from './catalog.ts';
import type { Family } from './family.ts';

export const enumFamily: Family = {
  kinds: ['enum'],
  query: (wanted) => `
SELECT
  t.nspname AS in_schema,
  t.typname AS named,
  coalesce((SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '[]') AS values,
  ${owner('t.typowner', wanted)} AS owner
FROM ${types('e', wanted)} t`,
};
