import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const renameColumn: LintRule = {
  name: 'rename-column',
  kinds: ['RenameStmt'],
  class: 'dangerous',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'RENAME COLUMN breaks the code that uses the old name.',
  why: 'The old version of the application fails from the moment on that the name changes, the new version until then: no order of the two deploys works without errors. Add a column by the new name beside the old one, and move over in steps.',
  versions: '',
  recipe: [
    'add a column by the new name, and let a trigger keep both equal',
    'fill it in batches',
    'deploy code that reads and writes the new name',
    'drop the trigger and the old column in a later deploy',
  ],
  example: {
    setup: 'CREATE TABLE users (id bigint PRIMARY KEY, name text);',
    unsafe: 'ALTER TABLE users RENAME COLUMN name TO full_name;',
    safe: 'ALTER TABLE users ADD COLUMN full_name text;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'RenameStmt');
    if (node?.renameType !== 'OBJECT_COLUMN') return [];
    const table = nameFrom(node.relation);
    if (context.isNew(table)) return [];
    const place = `${inWords(table)}.${node.subname}`;
    return [
      { message: `code that still says ${place} fails, and code that says ${node.newname} failed until now`, table },
    ];
  },
};
