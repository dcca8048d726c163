import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const createIndexNotConcurrently: LintRule = {
  name: 'create-index-not-concurrently',
  class: 'dangerous',
  hazard: 'build',
  lock: 'ShareLock',
  title: 'CREATE INDEX keeps writers out for as long as it builds.',
  why: 'It holds a SHARE lock on the table while it reads all of it. Reads go on; every INSERT, UPDATE and DELETE waits until it is through, which on a large table takes minutes.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);',
    unsafe: 'CREATE INDEX orders_email ON orders (email);',
    safe: 'CREATE INDEX CONCURRENTLY orders_email ON orders (email);',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'IndexStmt');
    if (!node || node.concurrent) return [];
    const table = nameFrom(node.relation);
    if (context.isNew(table)) return [];
    return [
      {
        message: `writes to ${inWords(table)} wait until the index is built`,
        table,
        sql: [`${statement.sql.replace(/^(CREATE\s+(?:UNIQUE\s+)?INDEX)/i, '$1 CONCURRENTLY')};`],
      },
    ];
  },
};
