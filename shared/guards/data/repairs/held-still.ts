import { identifier, literal } from '../../../session/sql.ts';
import { codeOfOthers } from '../states/code-of-others.ts';
import type { NotValidConstraint } from '../states/states.ts';

/**
 * What goes before VALIDATE CONSTRAINT in its transaction: nobody changes the tables from here on, and where the constraint
 * calls code of others meanwhile, the transaction is READ ONLY and refuses to validate it (SQLSTATE 25006).
 */
export function heldStill({ schema, table, name, ofOthers }: NotValidConstraint): string[] {
  const tables = ofOthers.map((other) => identifier(other.schema, other.table)).join(', ');
  const judged = `
SELECT set_config('transaction_read_only', 'on', true)
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class t ON t.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = ${literal(schema)}
  AND t.relname = ${literal(table)}
  AND k.conname = ${literal(name)}
  AND ${codeOfOthers('k')} IS NOT NULL`;
  return [...(tables === '' ? [] : [`LOCK TABLE ${tables} IN SHARE UPDATE EXCLUSIVE MODE`]), judged];
}
