import { sameName } from '../linting/drops.ts';
import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { type HeavyLock, heavyLocksOf, referencedBy } from '../linting/relation-locks.ts';
import type { LintRule } from '../linting/rule.ts';

export const createTableWithForeignKey: LintRule = {
  name: 'create-table-with-foreign-key',
  kinds: ['AlterTableStmt', 'CreateStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'ShareRowExclusiveLock',
  title: 'A new table with a foreign key locks the table that the key points at.',
  why: 'The key needs triggers on both tables, so CREATE TABLE, or the ALTER TABLE behind it, takes a SHARE ROW EXCLUSIVE lock on the other one: for a moment, but it waits for every transaction that has written there, and all writers who come later wait behind it. Nothing is read, since the new table is empty. With lock_timeout it gives up instead, and can be tried again.',
  versions: '',
  example: {
    setup: 'CREATE TABLE customers (id bigint PRIMARY KEY);',
    unsafe: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint REFERENCES customers);',
    safe: "SET lock_timeout = '2s'; CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint);",
  },
  judge(statement, context) {
    if (context.lockTimeout) return [];
    const alter = nodeOf(statement, 'AlterTableStmt');
    const own = nameFrom((alter ?? nodeOf(statement, 'CreateStmt'))?.relation);
    // A table that was there is locked itself, and its rows are looked up: other rules say so.
    if (alter && !context.isNew(own)) return [];
    const others = referencedBy(statement).filter((table) => !sameName(table, own) && !context.isNew(table));
    if (others.length === 0) return [];
    const held = statement.inTransaction ? context.before.flatMap((each) => heavyLocksOf(each, context)) : [];
    const waited = others.filter((table) => !held.some((lock) => isEnough(lock) && sameName(lock.table, table)));
    const tables = waited.filter((table, at) => waited.findIndex((other) => sameName(other, table)) === at);
    return tables.map((table) => ({
      message: `writers of ${inWords(table)} wait for this, and it waits for them`,
      table,
      sql: ["SET LOCAL lock_timeout = '2s';", `${statement.sql};`],
    }));
  },
};

/** As much as the key needs, so that it waits for nobody any more. SHARE alone lets others have the same. */
function isEnough({ lock }: HeavyLock): boolean {
  return lock !== 'ShareLock';
}
