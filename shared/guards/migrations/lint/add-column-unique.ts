import { addedColumns, clauseOf } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { safeColumn } from '../linting/safe-column.ts';

export const addColumnUnique: LintRule = {
  name: 'add-column-unique',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'build',
  lock: 'AccessExclusiveLock',
  title: 'ADD COLUMN with UNIQUE builds an index while nobody can use the table.',
  why: 'The index gets an entry for every row, empty ones too, and the ACCESS EXCLUSIVE lock of ADD COLUMN is held until it is built: readers and writers wait. An index that is built CONCURRENTLY and then made the constraint holds up nobody.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE orders ADD COLUMN number text UNIQUE;',
    safe: 'ALTER TABLE orders ADD COLUMN number text; CREATE UNIQUE INDEX CONCURRENTLY orders_number_key ON orders (number);',
  },
  judge: (statement, context) =>
    addedColumns(statement, context)
      .filter((added) => clauseOf(added, 'CONSTR_UNIQUE'))
      .map((added) => ({
        message: `nobody reads or writes ${inWords(added.table)} until the index of ${added.column.colname} is built`,
        table: added.table,
        ...safeColumn(added, context),
      })),
};
