import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const createPolicy: LintRule = {
  name: 'create-policy',
  kinds: ['AlterPolicyStmt', 'CreatePolicyStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'CREATE POLICY and ALTER POLICY change which rows people see, and lock the table for a moment.',
  why: 'From this moment on everybody whom row security applies to sees other rows: more with a permissive policy, fewer with a restrictive one, without an error. It takes an ACCESS EXCLUSIVE lock, which waits for every transaction that uses the table. Its condition is part of every query: what it calls should be cheap, or wrapped as (SELECT ...), and its columns indexed.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, owner text);',
    unsafe: 'CREATE POLICY own ON orders USING (owner = current_user);',
    safe: 'CREATE TABLE notes (id bigint PRIMARY KEY, owner text); CREATE POLICY own ON notes USING (owner = current_user);',
  },
  judge(statement, context) {
    const made = nodeOf(statement, 'CreatePolicyStmt');
    const node = made ?? nodeOf(statement, 'AlterPolicyStmt');
    const table = nameFrom(node?.table);
    if (!node || context.isNew(table)) return [];
    // The parser leaves `permissive` out where it is false.
    const fewer = made !== null && made.permissive !== true;
    const change = made === null ? 'other rows' : fewer ? 'fewer rows' : 'more rows';
    return [
      {
        message: `who is under row security sees ${change} of ${inWords(table)} from now on`,
        table,
        sql: ["SET LOCAL lock_timeout = '2s';", `${statement.sql};`],
      },
    ];
  },
};
