import { droppedBy, isMadeAgain } from '../linting/drops.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropTrigger: LintRule = {
  name: 'drop-trigger',
  kinds: ['DropStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'DROP TRIGGER and DROP RULE lock the table against readers too.',
  why: 'The dropping takes a moment, but its ACCESS EXCLUSIVE lock waits for every transaction that uses the table, and everybody who comes later waits behind it. What the trigger or rule did (an audit row, a copy into a new column) is not done any more. To replace a trigger, CREATE OR REPLACE TRIGGER takes a weaker lock that lets readers go on.',
  versions: 'CREATE OR REPLACE TRIGGER exists from 14 on.',
  example: {
    setup:
      "CREATE TABLE orders (id bigint PRIMARY KEY); CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER audit AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION audit();",
    unsafe: 'DROP TRIGGER audit ON orders;',
    safe: "SET lock_timeout = '2s'; CREATE OR REPLACE TRIGGER audit AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION audit();",
  },
  judge(statement, context) {
    if (context.lockTimeout) return [];
    const dropped = droppedBy(statement, ['OBJECT_TRIGGER', 'OBJECT_RULE']);
    return dropped.flatMap((each) => {
      const table = each.on;
      if (table === null || context.isNew(table)) return [];
      const replaced = each.kind === 'OBJECT_TRIGGER' && isMadeAgain(each, context);
      return [
        {
          message: `everybody who uses ${inWords(table)} waits for this, and it waits for them`,
          table,
          sql: replaced
            ? ['-- in place of DROP and CREATE', `CREATE OR REPLACE TRIGGER ${each.name.name} ...`]
            : ["SET LOCAL lock_timeout = '2s';", `${statement.sql};`],
        },
      ];
    });
  },
};
