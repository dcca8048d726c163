import { addedColumns, clauseOf } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import { anyRows } from '../linting/probes.ts';
import type { LintRule } from '../linting/rule.ts';
import { isRequired, safeColumn, serialType } from '../linting/safe-column.ts';

export const addColumnNotNullWithoutDefault: LintRule = {
  name: 'add-column-not-null-without-default',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'failure',
  lock: 'AccessExclusiveLock',
  title: 'ADD COLUMN NOT NULL without a default fails as soon as the table has a row.',
  why: 'The rows that are there would have no value, so PostgreSQL refuses. Where the table is empty it works, but the version of the application that still runs does not know the column: its INSERTs fail until the deploy is through.',
  versions: '',
  recipe: [
    'add the column without NOT NULL, or with a constant default',
    'deploy code that writes it, and fill the rows that are there in batches',
    'then require it, see set-not-null',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE orders ADD COLUMN note text NOT NULL;',
    safe: "ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '';",
  },
  judge: (statement, context) =>
    addedColumns(statement, context).flatMap((added) => {
      const value = clauseOf(added, 'CONSTR_DEFAULT')?.raw_expr;
      const hasDefault = value !== undefined && !('A_Const' in value && value.A_Const.isnull === true);
      const filled = hasDefault || serialType(added) !== null || clauseOf(added, 'CONSTR_IDENTITY');
      if (!isRequired(added) || filled || clauseOf(added, 'CONSTR_GENERATED')) return [];
      const { table, column } = added;
      const message = `${column.colname} has no value for the rows of ${inWords(table)}: it fails as soon as there is one, and so do INSERTs that do not know the column`;
      return [{ message, table, probe: anyRows(table), ...safeColumn(added, context) }];
    }),
};
