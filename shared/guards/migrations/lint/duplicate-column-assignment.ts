import type { Node } from '@pgsql/types';
import { nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Statement } from '../linting/statement.ts';

export const duplicateColumnAssignment: LintRule = {
  name: 'duplicate-column-assignment',
  kinds: [
    'CreateForeignTableStmt',
    'CreateStmt',
    'CreateTableAsStmt',
    'InsertStmt',
    'MergeStmt',
    'UpdateStmt',
    'ViewStmt',
  ],
  class: 'dangerous',
  hazard: 'failure',
  lock: null,
  title: 'A column that is named twice: the statement fails.',
  why: 'PostgreSQL refuses an UPDATE that sets a column twice, an INSERT that lists it twice, and a CREATE TABLE that has it twice, but only when it runs the statement.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text);',
    unsafe: "INSERT INTO orders (id, note, note) VALUES (1, 'a', 'b');",
    safe: "INSERT INTO orders (id, note) VALUES (1, 'a');",
  },
  judge: (statement) =>
    lists(statement)
      .flatMap(repeated)
      .map((name) => ({ message: `${name} is named twice: the statement fails` })),
};

/** The lists of columns in which a name may stand once. */
function lists(statement: Statement): (Node[] | undefined)[] {
  const update = nodeOf(statement, 'UpdateStmt');
  const insert = nodeOf(statement, 'InsertStmt');
  const table = nodeOf(statement, 'CreateStmt') ?? nodeOf(statement, 'CreateForeignTableStmt')?.base;
  const view = nodeOf(statement, 'ViewStmt');
  const copy = nodeOf(statement, 'CreateTableAsStmt');
  const merged = (nodeOf(statement, 'MergeStmt')?.mergeWhenClauses ?? []).map((each) =>
    'MergeWhenClause' in each ? each.MergeWhenClause.targetList : undefined,
  );
  const aliases = view?.aliases ?? copy?.into?.colNames;
  const selected = aliases ? undefined : outputOf(view?.query ?? copy?.query);
  const inserted = [insert?.cols, insert?.onConflictClause?.targetList];
  return [update?.targetList, ...inserted, table?.tableElts, ...merged, aliases, selected];
}

/** What a query calls its columns, where it says so itself. */
function outputOf(query: Node | undefined): Node[] | undefined {
  return query && 'SelectStmt' in query ? query.SelectStmt.targetList : undefined;
}

function repeated(list: Node[] | undefined): string[] {
  const names = (list ?? []).flatMap((each) => nameIn(each) ?? []);
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

function nameIn(node: Node): string | null {
  if ('ColumnDef' in node) return node.ColumnDef.colname ?? null;
  if ('String' in node) return node.String.sval ?? null;
  if (!('ResTarget' in node)) return null;
  const { name, indirection, val } = node.ResTarget;
  // A part of a column (`tags[1]`, `place.town`) may be set beside another one.
  if (name !== undefined) return indirection ? null : name;
  const last = val && 'ColumnRef' in val ? val.ColumnRef.fields?.at(-1) : undefined;
  return last && 'String' in last ? (last.String.sval ?? null) : null;
}
