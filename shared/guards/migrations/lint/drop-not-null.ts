import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropNotNull: LintRule = {
  name: 'drop-not-null',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'DROP NOT NULL lets in NULLs that the code that reads may not expect.',
  why: 'From then on rows may have no value. Code that was written for a column that always has one may fail on them, and the way back needs every such row to be filled first.',
  versions: '',
  example: {
    setup: 'CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);',
    unsafe: 'ALTER TABLE users ALTER COLUMN email DROP NOT NULL;',
    safe: "ALTER TABLE users ALTER COLUMN email SET DEFAULT '';",
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_DropNotNull'])
      .filter(({ table, command }) => context.table(table)?.columns.get(command.name ?? '')?.notNull !== false)
      .map(({ table, command }) => ({
        message: `${inWords(table)}.${command.name} may be NULL from then on, and all that reads it has to expect that`,
        table,
      })),
};
