import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const createTrigger: LintRule = {
  name: 'create-trigger',
  kinds: ['CreateTrigStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'ShareRowExclusiveLock',
  title: 'CREATE TRIGGER waits for every writer of the table, and keeps the next ones out.',
  why: 'It takes a SHARE ROW EXCLUSIVE lock, for a moment. But it waits for every transaction that has written to the table, and all writers who come later wait behind it. With lock_timeout it gives up instead, and can be tried again.',
  versions: '',
  example: {
    setup:
      "CREATE TABLE orders (id bigint PRIMARY KEY); CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    unsafe: 'CREATE TRIGGER audit AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION audit();',
    safe: "SET lock_timeout = '2s'; CREATE TRIGGER audit AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION audit();",
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'CreateTrigStmt');
    const table = nameFrom(node?.relation);
    if (!node || context.lockTimeout || context.isNew(table)) return [];
    return [
      {
        message: `writers of ${inWords(table)} wait for this, and it waits for them`,
        table,
        sql: ["SET LOCAL lock_timeout = '2s';", `${statement.sql};`],
      },
    ];
  },
};
