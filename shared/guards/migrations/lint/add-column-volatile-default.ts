import { type AddedColumn, addedColumns, clauseOf } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { safeColumn, serialType } from '../linting/safe-column.ts';
import type { Context } from '../linting/statement.ts';
import { volatileCall } from '../linting/volatility.ts';

export const addColumnVolatileDefault: LintRule = {
  name: 'add-column-volatile-default',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'rewrite',
  lock: 'AccessExclusiveLock',
  title: 'ADD COLUMN with a value that differs from row to row rewrites the whole table.',
  why: 'A constant default, and one like now() that is the same for the whole statement, is noted once in the catalog and costs nothing. A volatile function, serial, identity and a stored generated column have to be computed for every row: PostgreSQL writes the table and all of its indexes anew under an ACCESS EXCLUSIVE lock, and nobody reads or writes until it is through.',
  versions: 'From 18 on a generated column may be VIRTUAL, which rewrites nothing.',
  recipe: [
    'add the column without a default, then set the default for the rows to come',
    'fill the rows that are there in batches',
    'then require it, see set-not-null',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();',
    safe: 'ALTER TABLE orders ADD COLUMN token uuid; ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();',
  },
  judge: (statement, context) =>
    addedColumns(statement, context).flatMap((added) => {
      const reason = reasonOf(added, context);
      if (reason === null) return [];
      const place = inWords(added.table);
      const message = `${reason}: ${place} is rewritten, and nobody reads or writes it meanwhile`;
      return [{ message, table: added.table, ...safeColumn(added, context) }];
    }),
};

function reasonOf(added: AddedColumn, context: Context): string | null {
  const name = added.column.colname ?? '';
  if (serialType(added) !== null) return `${name} takes a number for every row from a sequence`;
  if (clauseOf(added, 'CONSTR_IDENTITY')) return `${name} takes a number for every row from its identity sequence`;
  if (clauseOf(added, 'CONSTR_GENERATED')?.generated_kind === 's')
    return `${name} is computed and stored for every row`;
  const called = volatileCall(clauseOf(added, 'CONSTR_DEFAULT')?.raw_expr, context);
  return called === null ? null : `${called}() gives every row a value of its own`;
}
