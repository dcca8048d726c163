import { addedColumns, clauseOf } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { safeColumn } from '../linting/safe-column.ts';

export const addColumnCheck: LintRule = {
  name: 'add-column-check',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'scan',
  lock: 'AccessExclusiveLock',
  title: 'ADD COLUMN with a CHECK reads the whole table while nobody else can use it.',
  why: 'PostgreSQL proves the CHECK on every row that is there, even where the new column is empty in all of them, and holds an ACCESS EXCLUSIVE lock for as long as that takes. A CHECK that is added by itself can be NOT VALID, and be validated later under a lock that lets readers and writers go on.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE orders ADD COLUMN discount integer CHECK (discount >= 0);',
    safe: 'ALTER TABLE orders ADD COLUMN discount integer; ALTER TABLE orders ADD CONSTRAINT orders_discount_check CHECK (discount >= 0) NOT VALID;',
  },
  judge: (statement, context) =>
    addedColumns(statement, context).flatMap((added) => {
      const check = clauseOf(added, 'CONSTR_CHECK');
      if (check?.is_enforced !== true) return [];
      const message = `${inWords(added.table)} is read row by row to prove the CHECK of ${added.column.colname}, and nobody else uses it meanwhile`;
      return [{ message, table: added.table, ...safeColumn(added, context) }];
    }),
};
