import { inWords, nodeOf } from '../linting/names.ts';
import { heavyLocksOf } from '../linting/relation-locks.ts';
import type { LintRule } from '../linting/rule.ts';

export const statementTimeoutUnset: LintRule = {
  name: 'statement-timeout-unset',
  off: true,
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'A heavy lock without statement_timeout is held for however long the statement takes.',
  why: 'Where a migration turns out to take minutes instead of a moment, statement_timeout ends it. It is off by default: most teams set it for the role, or in the tool.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'BEGIN; ALTER TABLE orders ADD COLUMN note text; COMMIT;',
    safe: "BEGIN; SET LOCAL statement_timeout = '5s'; ALTER TABLE orders ADD COLUMN note text; COMMIT;",
  },
  judge(statement, context) {
    const lock = heavyLocksOf(statement, context)[0];
    const isSet = context.before.some((earlier) => nodeOf(earlier, 'VariableSetStmt')?.name === 'statement_timeout');
    if (lock === undefined || isSet) return [];
    const message = `holds its lock on ${inWords(lock.table)} for however long it takes`;
    return [
      {
        message,
        lock: lock.lock,
        table: lock.table,
        sql: ["SET LOCAL statement_timeout = '5s';", `${statement.sql};`],
      },
    ];
  },
};
