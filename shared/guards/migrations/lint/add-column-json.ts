import { addedColumns } from '../linting/alterations.ts';
import { typeFrom } from '../linting/column-type.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { safeColumn } from '../linting/safe-column.ts';

export const addColumnJson: LintRule = {
  name: 'add-column-json',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'A json column breaks SELECT DISTINCT, GROUP BY and UNION on the table.',
  why: 'The type json has no equality, so queries that compare whole rows fail from the moment on that the column exists: SELECT DISTINCT, GROUP BY, UNION without ALL. jsonb has it, can be indexed, and is read faster.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE orders ADD COLUMN details json;',
    safe: 'ALTER TABLE orders ADD COLUMN details jsonb;',
  },
  judge: (statement, context) =>
    addedColumns(statement, context)
      .filter(({ column }) => typeFrom(column.typeName).name === 'json')
      .map((added) => ({
        message: `SELECT DISTINCT, GROUP BY and UNION over whole rows of ${inWords(added.table)} fail once ${added.column.colname} is there`,
        table: added.table,
        sql: safeColumn(added, context).sql,
      })),
};
