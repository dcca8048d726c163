import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const setStorage: LintRule = {
  name: 'set-storage',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'SET STORAGE and SET COMPRESSION lock the table for a moment, and change new values only.',
  why: 'The lock is ACCESS EXCLUSIVE, so that readers and writers queue behind whoever uses the table. The values that are there stay as they are until their rows are written again.',
  versions: '',
  example: {
    setup: 'CREATE TABLE events (id bigint PRIMARY KEY, body text);',
    unsafe: 'ALTER TABLE events ALTER COLUMN body SET STORAGE EXTERNAL;',
    safe: 'ALTER TABLE events ALTER COLUMN body SET STATISTICS 500;',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_SetStorage', 'AT_SetCompression']).map(({ table, command }) => ({
      message: `${inWords(table)} is locked for everybody for a moment; the present values of ${command.name} stay as they are`,
      table,
    })),
};
