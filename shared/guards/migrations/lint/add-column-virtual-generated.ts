import { addedColumns, clauseOf } from '../linting/alterations.ts';
import type { LintRule } from '../linting/rule.ts';

export const addColumnVirtualGenerated: LintRule = {
  name: 'add-column-virtual-generated',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'failure',
  lock: null,
  title: 'A generated column that is not STORED is refused before PostgreSQL 18.',
  why: 'Virtual generated columns came with PostgreSQL 18. Older servers know STORED alone, and a statement that leaves the word out is a syntax error there.',
  versions: 'Only before 18.',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer);',
    unsafe: 'ALTER TABLE orders ADD COLUMN gross integer GENERATED ALWAYS AS (net * 2) VIRTUAL;',
    safe: 'ALTER TABLE orders ADD COLUMN gross integer;',
  },
  judge: (statement, context) =>
    addedColumns(statement, context)
      .filter((added) => context.version < 18 && clauseOf(added, 'CONSTR_GENERATED')?.generated_kind === 'v')
      .map(({ table, column }) => ({
        message: `PostgreSQL ${context.version} has no virtual generated columns: ${column.colname} needs STORED, or a trigger`,
        table,
      })),
};
