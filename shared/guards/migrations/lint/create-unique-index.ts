import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { duplicates } from '../linting/probes.ts';
import type { LintRule, Probe } from '../linting/rule.ts';
import type { Name, Statement } from '../linting/statement.ts';

export const createUniqueIndex: LintRule = {
  name: 'create-unique-index',
  kinds: ['IndexStmt'],
  class: 'careful',
  hazard: 'failure',
  lock: 'ShareUpdateExclusiveLock',
  title: 'A unique index on a table with rows fails where they hold duplicates.',
  why: 'The index is built over the rows that are there, and the first pair of equal values ends it. Built CONCURRENTLY it then leaves an INVALID index behind, which still refuses new duplicates and slows every write. While it builds, the running code may also write duplicates that it was allowed until then.',
  versions: '',
  recipe: [
    'Count the duplicates beforehand, and clean them up.',
    'Deploy code that does not write any more of them.',
    'Build the index CONCURRENTLY, outside of a transaction.',
    'Should it fail: DROP INDEX CONCURRENTLY, clean up, and build it again.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);',
    unsafe: 'CREATE UNIQUE INDEX CONCURRENTLY orders_email ON orders (email);',
    safe: 'SELECT email, count(*) FROM orders WHERE email IS NOT NULL GROUP BY email HAVING count(*) > 1;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'IndexStmt');
    const table = nameFrom(node?.relation);
    if (!node?.unique || context.isNew(table)) return [];
    const probe = counted(statement, table);
    return [
      {
        message: `fails where rows of ${inWords(table)} hold the same ${columnsOf(statement)?.join(', ') ?? 'values'}`,
        lock: node.concurrent ? 'ShareUpdateExclusiveLock' : 'ShareLock',
        table,
        ...(probe === null ? {} : { probe }),
      },
    ];
  },
};

/** Its columns; null where it has expressions. */
function columnsOf(statement: Statement): string[] | null {
  const parts = nodeOf(statement, 'IndexStmt')?.indexParams ?? [];
  const names = parts.map((part) => ('IndexElem' in part ? part.IndexElem.name : undefined));
  return names.every((name) => name !== undefined) ? names : null;
}

/** Of a partial index or one over expressions nothing is counted: their text would have to be taken apart. */
function counted(statement: Statement, table: Name): Probe | null {
  const node = nodeOf(statement, 'IndexStmt');
  const columns = columnsOf(statement);
  if (columns === null || node?.whereClause) return null;
  return duplicates(table, columns, { nulls: node?.nulls_not_distinct === true });
}
