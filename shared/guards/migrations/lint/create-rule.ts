import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const createRule: LintRule = {
  name: 'create-rule',
  kinds: ['RuleStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'CREATE RULE changes what the statements of the running code do.',
  why: 'Every statement on the table is rewritten by it from this moment on: it may do nothing, or something else, without an error, and the number of rows that the client is told is that of the rewritten one. RETURNING fails where the rule has none. It takes an ACCESS EXCLUSIVE lock. A trigger does the same with fewer surprises.',
  versions: '',
  recipe: ['Write a trigger instead: https://www.postgresql.org/docs/current/rules-triggers.html'],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'CREATE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING;',
    safe: "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';",
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'RuleStmt');
    const table = nameFrom(node?.relation);
    if (!node || context.isNew(table)) return [];
    return [
      { message: `statements on ${inWords(table)} are rewritten from now on, those of the running code too`, table },
    ];
  },
};
