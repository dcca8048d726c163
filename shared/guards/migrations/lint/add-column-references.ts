import { addedColumns, clauseOf } from '../linting/alterations.ts';
import { inWords, nameFrom } from '../linting/names.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import { safeColumn } from '../linting/safe-column.ts';

export const addColumnReferences: LintRule = {
  name: 'add-column-references',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'ADD COLUMN with REFERENCES locks the referenced table as well.',
  why: 'The table itself is locked ACCESS EXCLUSIVE as by every ADD COLUMN. The referenced one is locked SHARE ROW EXCLUSIVE: its writers wait for this statement, and this statement waits for its writers, while everybody else queues behind. Where the column has a default that is not NULL, all rows are looked up besides.',
  versions: '',
  example: {
    setup: 'CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id);',
    safe: 'ALTER TABLE orders ADD COLUMN user_id bigint;',
  },
  judge: (statement, context) =>
    addedColumns(statement, context).flatMap((added): Hit[] => {
      const key = clauseOf(added, 'CONSTR_FOREIGN');
      const to = nameFrom(key?.pktable);
      if (!key || context.isNew(to)) return [];
      const { table } = added;
      const sql = safeColumn(added, context).sql;
      if (clauseOf(added, 'CONSTR_DEFAULT')) {
        const message = `every row of ${inWords(table)} is looked up in ${inWords(to)} while ${inWords(table)} is locked for everybody`;
        return [{ message, class: 'dangerous', hazard: 'scan', table, sql }];
      }
      const message = `writers of ${inWords(to)} wait for it, and it for them: it locks both tables at once`;
      return [{ message, lock: 'ShareRowExclusiveLock', table: to, sql }];
    }),
};
