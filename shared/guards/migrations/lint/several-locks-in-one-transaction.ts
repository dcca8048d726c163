import { sameName } from '../linting/drops.ts';
import { inWords } from '../linting/names.ts';
import { heavyLocksOf } from '../linting/relation-locks.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Context, Name, Statement } from '../linting/statement.ts';

export const severalLocksInOneTransaction: LintRule = {
  name: 'several-locks-in-one-transaction',
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'Several tables locked in one transaction: the first stays locked while it waits for the second.',
  why: 'Each ALTER TABLE waits for the transactions that use its table. While the second waits, the first table stays locked against readers, and so on. A transaction of the application that uses both in the other order ends in a deadlock, and one of the two is thrown out.',
  versions: '',
  recipe: [
    'One migration a table, each in a transaction of its own with lock_timeout set and tried again when it runs out.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY); CREATE TABLE items (id bigint PRIMARY KEY);',
    unsafe: 'BEGIN; ALTER TABLE orders ADD COLUMN note text; ALTER TABLE items ADD COLUMN note text; COMMIT;',
    safe: 'BEGIN; ALTER TABLE orders ADD COLUMN note text; COMMIT; BEGIN; ALTER TABLE items ADD COLUMN note text; COMMIT;',
  },
  judge(statement, context) {
    if (!statement.inTransaction) return [];
    const locked = lockedFor(context.before, context);
    const [first] = locked;
    // Said once a transaction, where the second table comes in.
    if (first === undefined || locked.some((table) => !sameName(table, first))) return [];
    const next = lockedFor([statement], context).find((table) => !sameName(table, first));
    if (next === undefined) return [];
    return [
      {
        message: `${inWords(first)} stays locked while this waits for ${inWords(next)}`,
        table: next,
        sql: ['COMMIT;', '-- in a migration of its own', `${statement.sql};`],
      },
    ];
  },
};

/** The tables that nobody can use, or nobody can write to while an index is built. */
function lockedFor(statements: Statement[], context: Context): Name[] {
  return statements
    .flatMap((each) => heavyLocksOf(each, context))
    .filter(({ lock }) => lock === 'AccessExclusiveLock' || lock === 'ShareLock')
    .map(({ table }) => table);
}
