import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Name, Statement } from '../linting/statement.ts';

export const requireTableSchema: LintRule = {
  name: 'require-table-schema',
  kinds: ['AlterTableStmt', 'CreateStmt', 'CreateTableAsStmt', 'DropStmt', 'IndexStmt', 'RenameStmt'],
  off: true,
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'A table without its schema is another one for every search_path.',
  why: 'Which table is meant, and where a new one is made, depends on the role and on settings of the session. Most databases have one schema only, so it is off by default.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'CREATE TABLE notes (id bigint PRIMARY KEY);',
    safe: 'CREATE TABLE public.notes (id bigint PRIMARY KEY);',
  },
  judge: (statement) =>
    tables(statement)
      .filter(({ schema, name }) => schema === null && name !== '')
      .map((table) => ({ message: `${inWords(table)} is named without its schema`, table })),
};

function tables(statement: Statement): Name[] {
  const create = nodeOf(statement, 'CreateStmt');
  if (create) return create.relation?.relpersistence === 't' ? [] : [nameFrom(create.relation)];
  const alter = nodeOf(statement, 'AlterTableStmt');
  if (alter) return alter.objtype === 'OBJECT_TABLE' ? [nameFrom(alter.relation)] : [];
  const rename = nodeOf(statement, 'RenameStmt');
  if (rename?.relation && [rename.renameType, rename.relationType].includes('OBJECT_TABLE'))
    return [nameFrom(rename.relation)];
  const copy = nodeOf(statement, 'CreateTableAsStmt')?.into?.rel;
  if (copy) return [nameFrom(copy)];
  const index = nodeOf(statement, 'IndexStmt');
  if (index) return [nameFrom(index.relation)];
  const dropped = nodeOf(statement, 'DropStmt');
  return dropped?.removeType === 'OBJECT_TABLE' ? (dropped.objects ?? []).map((each) => nameFromList(each)) : [];
}
