import { sameName } from '../linting/drops.ts';
import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Context, Name } from '../linting/statement.ts';
import { writtenName } from '../linting/written.ts';

export const setSchema: LintRule = {
  name: 'set-schema',
  kinds: ['AlterObjectSchemaStmt'],
  class: 'dangerous',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'SET SCHEMA breaks the code that looks for the table where it was.',
  why: 'Whoever names the table with its old schema, or finds it by a search_path without the new one, fails from then on. A view in the old schema in the same transaction keeps them working.',
  versions: '',
  recipe: [
    'move it, and make a view in the old schema in the same transaction',
    'deploy code that uses the new place',
    'drop the view in a later deploy',
  ],
  example: {
    setup: 'CREATE SCHEMA archive; CREATE TABLE events (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE events SET SCHEMA archive;',
    safe: 'CREATE VIEW archive.events AS SELECT * FROM events;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'AlterObjectSchemaStmt');
    if (node?.objectType !== 'OBJECT_TABLE') return [];
    const table = nameFrom(node.relation);
    if (context.isNew(table) || hasView(table, context)) return [];
    const fresh = writtenName({ schema: node.newschema ?? null, name: table.name });
    const message = `code that looks for ${inWords(table)} where it was does not find it in ${node.newschema}`;
    const view = `CREATE VIEW ${writtenName(table)} AS SELECT * FROM ${fresh};`;
    return [{ message, table, sql: [`${statement.sql};`, view] }];
  },
};

function hasView(table: Name, { after }: Context): boolean {
  return after.some((statement) => {
    const view = nodeOf(statement, 'ViewStmt')?.view;
    return view !== undefined && sameName(nameFrom(view), table);
  });
}
