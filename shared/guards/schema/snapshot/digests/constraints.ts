import { relations } from '../catalog.ts';
import type { Wanted } from '../family.ts';
import { hashed } from './hashed.ts';

const constraint = hashed(
  `CASE WHEN k.contype <> 'n' THEN k.conname END`,
  'pg_get_constraintdef(k.oid)',
  'k.convalidated',
  'k.conislocal',
  'k.conparentid <> 0',
);

/** The constraints of each table, and the NOT NULLs of it that are not valid, whatever they are called. */
export function constraintDigests(wanted: Wanted): string {
  return `
SELECT r.nspname AS in_schema, r.relname AS in_table, bit_xor(${constraint}) AS digest
FROM ${relations('rpf', wanted)} r
JOIN pg_constraint k ON k.conrelid = r.oid
LEFT JOIN pg_constraint parent ON parent.oid = k.conparentid AND k.contype = 'f' AND k.conparentid <> 0
WHERE (k.contype IN ('c', 'f', 'p', 'u', 'x') OR (k.contype = 'n' AND NOT k.convalidated))
  AND (parent.oid IS NULL OR (parent.conrelid <> k.conrelid AND parent.confrelid = k.confrelid))
GROUP BY r.nspname, r.relname`;
}
