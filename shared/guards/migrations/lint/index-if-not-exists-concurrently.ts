import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { writtenName } from '../linting/written.ts';

export const indexIfNotExistsConcurrently: LintRule = {
  name: 'index-if-not-exists-concurrently',
  kinds: ['IndexStmt'],
  class: 'careful',
  hazard: 'failure',
  lock: 'ShareUpdateExclusiveLock',
  title: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS takes the INVALID rest of a failed attempt for the index.',
  why: 'When CREATE INDEX CONCURRENTLY fails (a duplicate, a deadlock, a time-out), it leaves an INVALID index under that name. The next attempt finds the name taken, says so in a notice, and counts as done: the migration is recorded, queries stay slow, and a unique index promises nothing. Dropping the rest first makes the next attempt a real one.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);',
    unsafe: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_email ON orders (email);',
    safe: 'DROP INDEX CONCURRENTLY IF EXISTS orders_email; CREATE INDEX CONCURRENTLY orders_email ON orders (email);',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'IndexStmt');
    const table = nameFrom(node?.relation);
    if (!node?.concurrent || !node.if_not_exists || context.isNew(table)) return [];
    const index = { schema: table.schema, name: node.idxname ?? '' };
    const there = context.table(table)?.indexes.find(({ name }) => name === index.name);
    if (there?.valid) return [];
    const create = statement.sql.replace(/^(CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY)\s+IF\s+NOT\s+EXISTS/i, '$1');
    return [
      {
        message: there
          ? `${inWords(index)} is there, INVALID since an attempt failed: this statement leaves it as it is and counts as done`
          : `should an attempt fail, the next one takes its INVALID rest for ${inWords(index)}`,
        ...(there ? { class: 'dangerous' as const } : {}),
        table,
        sql: [`DROP INDEX CONCURRENTLY IF EXISTS ${writtenName(index)};`, `${create};`],
      },
    ];
  },
};
