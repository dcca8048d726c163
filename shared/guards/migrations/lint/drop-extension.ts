import { droppedBy } from '../linting/drops.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropExtension: LintRule = {
  name: 'drop-extension',
  kinds: ['DropStmt'],
  class: 'dangerous',
  hazard: 'data',
  lock: 'AccessExclusiveLock',
  title: 'DROP EXTENSION ... CASCADE drops the columns, indexes and defaults that use it.',
  why: 'Types, operators and functions of the extension go, and with CASCADE every column of such a type with its values, and every index that needs such an operator. Without CASCADE it fails where any is in use; code that calls its functions fails afterwards in any case.',
  versions: '',
  recipe: [
    'Deploy code that does not use the extension any more.',
    'Drop or change the columns, indexes and defaults that use it, each by its own statement.',
    'Drop the extension without CASCADE.',
  ],
  example: {
    setup: 'CREATE EXTENSION citext; CREATE TABLE people (id bigint PRIMARY KEY, email citext);',
    unsafe: 'DROP EXTENSION citext CASCADE;',
    safe: "COMMENT ON EXTENSION citext IS 'unused since release 41';",
  },
  judge(statement, context) {
    const extensions = droppedBy(statement, ['OBJECT_EXTENSION']).filter(({ name }) => !context.isNew(name));
    return extensions.map(({ name, behavior }) =>
      behavior === 'DROP_CASCADE'
        ? {
            message: `every column, index and default that uses ${inWords(name)} is dropped with it`,
          }
        : {
            class: 'careful',
            hazard: 'compatibility',
            lock: null,
            message: `fails where an object still uses ${inWords(name)}, and code that calls its functions fails after`,
          },
    );
  },
};
