import { sameName } from '../linting/drops.ts';
import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { referencedBy } from '../linting/relation-locks.ts';
import type { LintRule } from '../linting/rule.ts';

export const createTableWithForeignKey: LintRule = {
  name: 'create-table-with-foreign-key',
  kinds: ['CreateStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'ShareRowExclusiveLock',
  title: 'A new table with a foreign key locks the table that the key points at.',
  why: 'The key needs triggers on both tables, so CREATE TABLE takes a SHARE ROW EXCLUSIVE lock on the other one: for a moment, but it waits for every transaction that has written there, and all writers who come later wait behind it. Nothing is read, since the new table is empty. With lock_timeout it gives up instead, and can be tried again.',
  versions: '',
  example: {
    setup: 'CREATE TABLE customers (id bigint PRIMARY KEY);',
    unsafe: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint REFERENCES customers);',
    safe: "SET lock_timeout = '2s'; CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint);",
  },
  judge(statement, context) {
    if (context.lockTimeout) return [];
    const own = nameFrom(nodeOf(statement, 'CreateStmt')?.relation);
    const others = referencedBy(statement).filter((table) => !sameName(table, own) && !context.isNew(table));
    const tables = others.filter((table, at) => others.findIndex((other) => sameName(other, table)) === at);
    return tables.map((table) => ({
      message: `writers of ${inWords(table)} wait for this, and it waits for them`,
      table,
      sql: ["SET LOCAL lock_timeout = '2s';", `${statement.sql};`],
    }));
  },
};
