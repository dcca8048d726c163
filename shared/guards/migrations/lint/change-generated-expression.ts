import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const changeGeneratedExpression: LintRule = {
  name: 'change-generated-expression',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'rewrite',
  lock: 'AccessExclusiveLock',
  title: 'SET EXPRESSION computes a stored column anew for every row.',
  why: 'The table is rewritten and its indexes are built again under an ACCESS EXCLUSIVE lock. Of a virtual column only what readers see changes, at once and for all rows.',
  versions: 'From 17 on; older servers refuse it. Virtual columns exist from 18 on.',
  recipe: [
    'add a column with the new expression as a plain one that a trigger fills, and fill it in batches',
    'move the code over to it',
    'drop the old column in a later deploy',
  ],
  example: {
    setup: 'CREATE TABLE orders (net integer, gross integer GENERATED ALWAYS AS (net * 2) STORED);',
    unsafe: 'ALTER TABLE orders ALTER COLUMN gross SET EXPRESSION AS (net * 3);',
    safe: 'ALTER TABLE orders ADD COLUMN gross_new integer;',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_SetExpression']).map(({ table, command }) => ({
      message: `${command.name} is computed anew for every row of ${inWords(table)} while nobody else uses it, if it is stored`,
      table,
    })),
};
