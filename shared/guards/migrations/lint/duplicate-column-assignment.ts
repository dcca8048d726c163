import type { Node } from '@pgsql/types';
import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const duplicateColumnAssignment: LintRule = {
  name: 'duplicate-column-assignment',
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
  judge(statement) {
    const update = nodeOf(statement, 'UpdateStmt');
    const insert = nodeOf(statement, 'InsertStmt');
    const create = nodeOf(statement, 'CreateStmt');
    const lists = [update?.targetList, insert?.cols, insert?.onConflictClause?.targetList, create?.tableElts];
    const table = nameFrom((update ?? insert ?? create)?.relation);
    return lists
      .flatMap(repeated)
      .map((name) => ({ message: `${name} of ${inWords(table)} is named twice: the statement fails` }));
  },
};

function repeated(list: Node[] | undefined): string[] {
  const names = (list ?? []).flatMap((each) => {
    if ('ColumnDef' in each) return [each.ColumnDef.colname ?? ''];
    // A part of a column (`tags[1]`, `place.town`) may be set beside another one.
    return 'ResTarget' in each && !each.ResTarget.indirection ? [each.ResTarget.name ?? ''] : [];
  });
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
