import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const setAccessMethod: LintRule = {
  name: 'set-access-method',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'rewrite',
  lock: 'AccessExclusiveLock',
  title: 'SET ACCESS METHOD rewrites the whole table.',
  why: 'Every row is written anew by the other access method, and every index built again, under an ACCESS EXCLUSIVE lock.',
  versions: 'From 15 on; older servers refuse it.',
  recipe: [
    'make a new table with the access method, and let a trigger copy what is written to the old one',
    'copy the rows in batches',
    'swap the names in one short transaction',
  ],
  example: {
    setup:
      'CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE events (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE events SET ACCESS METHOD heap_too;',
    safe: 'ALTER TABLE events SET (fillfactor = 90);',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_SetAccessMethod'])
      .filter(({ table }) => context.table(table)?.kind !== 'p')
      .map(({ table, command }) => ({
        message: `${inWords(table)} is rewritten for ${command.name ?? 'the default access method'} while nobody else uses it`,
        table,
      })),
};
