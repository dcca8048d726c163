import { inWords } from '../linting/names.ts';
import { heavyLocksOf } from '../linting/relation-locks.ts';
import type { LintRule } from '../linting/rule.ts';

export const lockTimeoutUnset: LintRule = {
  name: 'lock-timeout-unset',
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'A heavy lock without lock_timeout may stop the application for as long as it waits.',
  why: 'The statement waits for the longest transaction that uses the table, a report or a backup perhaps, and whoever comes after it waits behind it, readers too: a statement of a millisecond becomes an outage of minutes. With lock_timeout it gives up, and can be tried again. It is said only with a database at hand, where neither the migration, nor the role, nor the database sets it.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE orders ADD COLUMN note text;',
    safe: "SET lock_timeout = '2s'; ALTER TABLE orders ADD COLUMN note text;",
  },
  judge(statement, context) {
    if (!context.live || context.lockTimeout) return [];
    const held = statement.inTransaction && context.before.some((earlier) => heavyLocksOf(earlier, context).length > 0);
    const lock = heavyLocksOf(statement, context).find(({ table }) => context.table(table) !== null);
    if (held || lock === undefined) return [];
    return [
      {
        message: `waits for its lock on ${inWords(lock.table)} without a limit, and everybody else behind it`,
        lock: lock.lock,
        table: lock.table,
        sql: [
          statement.inTransaction ? "SET LOCAL lock_timeout = '2s';" : "SET lock_timeout = '2s';",
          `${statement.sql};`,
        ],
      },
    ];
  },
};
