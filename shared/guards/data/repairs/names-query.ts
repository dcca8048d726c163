import { ordinarySchema } from '../states/indexes-query.ts';

/** Every constraint that could be NOT VALID, and every index: what is in order can be named as well, and nothing is done. */
export const repairableNamesQuery = `
SELECT n.nspname AS schema, t.relname AS table, k.conname AS name
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class t ON t.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE k.contype IN ('f', 'c', 'n')
  AND ${ordinarySchema('n')}
UNION ALL
SELECT n.nspname, t.relname, c.relname
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE ${ordinarySchema('n')}`;
