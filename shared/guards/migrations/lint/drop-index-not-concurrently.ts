import { droppedBy, isMadeAgain } from '../linting/drops.ts';
import { inWords, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { writtenName } from '../linting/written.ts';

export const dropIndexNotConcurrently: LintRule = {
  name: 'drop-index-not-concurrently',
  kinds: ['DropStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'DROP INDEX locks the whole table, against readers too.',
  why: 'It takes an ACCESS EXCLUSIVE lock on the table of the index. The dropping takes a moment, but it waits for every transaction that uses the table, and everybody who comes later waits behind it. CONCURRENTLY waits without keeping anybody out. It takes one index at a time, no CASCADE, and no transaction around it; the index of a partitioned table cannot be dropped that way.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, email text); CREATE INDEX orders_email ON orders (email);',
    unsafe: 'DROP INDEX orders_email;',
    safe: 'DROP INDEX CONCURRENTLY orders_email;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'DropStmt');
    if (node?.concurrent) return [];
    const indexes = droppedBy(statement, ['OBJECT_INDEX']).filter(({ name }) => !context.isNew(name));
    return indexes.map((dropped) => ({
      message: `everybody who uses the table of ${inWords(dropped.name)} waits for this, and it waits for them`,
      sql: [`DROP INDEX CONCURRENTLY ${node?.missing_ok ? 'IF EXISTS ' : ''}${writtenName(dropped.name)};`],
      ...(isMadeAgain(dropped, context)
        ? {
            recipe: [
              'Build the new index CONCURRENTLY under another name.',
              'Drop the old one CONCURRENTLY.',
              'Rename the new one: ALTER INDEX ... RENAME TO takes a moment.',
            ],
          }
        : {}),
    }));
  },
};
