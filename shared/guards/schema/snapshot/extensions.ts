import { isWanted } from './catalog.ts';
import type { Family } from './family.ts';

export const extensionFamily: Family = {
  kinds: ['extension'],
  query: (wanted) => `
SELECT
  x.extname AS named,
  x.extversion AS version,
  n.nspname AS schema
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
WHERE true ${isWanted('x.extname', wanted)}`,
};
