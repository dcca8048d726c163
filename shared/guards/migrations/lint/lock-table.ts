import { inWords, nodeOf } from '../linting/names.ts';
import { relations } from '../linting/relation-locks.ts';
import type { LintRule, LockMode } from '../linting/rule.ts';

/** By PostgreSQL's numbers. https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES */
const modes: Record<number, { lock: LockMode; who: string }> = {
  5: { lock: 'ShareLock', who: 'everybody who writes to' },
  6: { lock: 'ShareRowExclusiveLock', who: 'everybody who writes to' },
  7: { lock: 'ExclusiveLock', who: 'everybody who writes to' },
  8: { lock: 'AccessExclusiveLock', who: 'everybody who uses' },
};

export const lockTable: LintRule = {
  name: 'lock-table',
  kinds: ['LockStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'LOCK TABLE keeps everybody out until the transaction ends.',
  why: 'Without a mode it is ACCESS EXCLUSIVE, which readers wait for as well. It waits for every transaction that uses the table, and whoever comes later waits behind it. In a migration it is meant to keep the waiting in one place; then it needs lock_timeout, and the shortest transaction possible.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'BEGIN; LOCK TABLE orders; COMMIT;',
    safe: 'BEGIN; LOCK TABLE orders IN ROW EXCLUSIVE MODE; COMMIT;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'LockStmt');
    const mode = modes[node?.mode ?? 0];
    if (!node || !mode || node.nowait || context.lockTimeout) return [];
    const tables = relations(node.relations).filter((table) => !context.isNew(table));
    return tables.map((table) => ({
      message: `${mode.who} ${inWords(table)} waits until this transaction ends`,
      lock: mode.lock,
      table,
      sql: [`SET LOCAL lock_timeout = '2s'; ${statement.sql};`],
    }));
  },
};
