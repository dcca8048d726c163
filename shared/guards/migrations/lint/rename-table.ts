import { sameName } from '../linting/drops.ts';
import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Context, Name } from '../linting/statement.ts';
import { writtenName } from '../linting/written.ts';

export const renameTable: LintRule = {
  name: 'rename-table',
  kinds: ['RenameStmt'],
  class: 'dangerous',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'RENAME of a table breaks the code that uses the old name.',
  why: 'The old version of the application fails from the moment on that the name changes. A view by the old name in the same transaction keeps it working: PostgreSQL lets simple views be written as well.',
  versions: '',
  recipe: [
    'rename it, and make a view by the old name in the same transaction',
    'deploy code that uses the new name',
    'drop the view in a later deploy',
  ],
  example: {
    setup: 'CREATE TABLE users (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE users RENAME TO members;',
    safe: 'CREATE VIEW members AS SELECT * FROM users;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'RenameStmt');
    if (node?.renameType !== 'OBJECT_TABLE') return [];
    const table = nameFrom(node.relation);
    if (context.isNew(table) || keepsOldName(table, context)) return [];
    const fresh = { ...table, name: node.newname ?? '' };
    const view = `CREATE VIEW ${writtenName(table)} AS SELECT * FROM ${writtenName(fresh)};`;
    const message = `code that still says ${inWords(table)} fails`;
    return [{ message, table, sql: [`${statement.sql};`, view] }];
  },
};

/** The file makes a view by the old name, or moves another table there. */
function keepsOldName(table: Name, { after }: Context): boolean {
  return after.some((statement) => {
    const view = nodeOf(statement, 'ViewStmt')?.view;
    if (view) return sameName(nameFrom(view), table);
    const rename = nodeOf(statement, 'RenameStmt');
    return rename?.renameType === 'OBJECT_TABLE' && rename.newname === table.name;
  });
}
