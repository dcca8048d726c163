import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { written, writtenName } from '../linting/written.ts';

export const cluster: LintRule = {
  name: 'cluster',
  kinds: ['ClusterStmt'],
  class: 'dangerous',
  hazard: 'rewrite',
  lock: 'AccessExclusiveLock',
  title: 'CLUSTER writes the whole table anew, and nobody can use it meanwhile.',
  why: 'It holds an ACCESS EXCLUSIVE lock while it copies all rows in the order of an index and builds all indexes again. The order is lost again with the next writes. The extension pg_repack does the same with brief locks only.',
  versions: 'From 19 on REPACK (CONCURRENTLY) ... USING INDEX does it without keeping anybody out.',
  recipe: ['Run pg_repack --order-by outside of the migration, or CLUSTER while nobody uses the table.'],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);',
    unsafe: 'CLUSTER orders USING orders_pkey;',
    safe: 'ALTER TABLE orders CLUSTER ON orders_pkey;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'ClusterStmt');
    if (!node) return [];
    if (!node.relation)
      return [{ message: 'every table that was clustered before is written anew, and nobody can use it meanwhile' }];
    const table = nameFrom(node.relation);
    if (context.isNew(table)) return [];
    const index = node.indexname === undefined ? '' : ` USING INDEX ${written(node.indexname)}`;
    return [
      {
        message: `nobody can read or write ${inWords(table)} until all of it is written anew`,
        table,
        ...(context.version >= 19 ? { sql: [`REPACK (CONCURRENTLY) ${writtenName(table)}${index};`] } : {}),
      },
    ];
  },
};
