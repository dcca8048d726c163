import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { heavyLocksOf } from '../linting/relation-locks.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Context, Name, Statement } from '../linting/statement.ts';

export const workAfterLock: LintRule = {
  name: 'work-after-lock',
  kinds: ['DeleteStmt', 'IndexStmt', 'InsertStmt', 'UpdateStmt'],
  class: 'dangerous',
  hazard: 'scan',
  lock: 'AccessExclusiveLock',
  title: 'Long work after an ALTER TABLE in one transaction keeps everybody out of that table meanwhile.',
  why: 'Locks are held until the transaction ends, not until the statement does. ADD COLUMN takes a moment, but its ACCESS EXCLUSIVE lock stays while the UPDATE that follows writes all rows: nobody can even read the table until then. In a transaction of its own the UPDATE disturbs nobody.',
  versions: '',
  recipe: [
    'First migration: change the table alone, with lock_timeout set.',
    'Second migration, or a job: fill in the data in batches, each committed on its own.',
    'Third migration: what needs the data, such as SET NOT NULL.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text);',
    unsafe:
      "BEGIN; ALTER TABLE orders ADD COLUMN status text; UPDATE orders SET status = 'new' WHERE status IS NULL; COMMIT;",
    safe: "SET lock_timeout = '2s'; ALTER TABLE orders ADD COLUMN status text;",
  },
  judge(statement, context) {
    const worked = workOf(statement);
    if (worked === null || !statement.inTransaction || context.isNew(worked.table)) return [];
    const locked = lockedBefore(context);
    if (locked === null) return [];
    const message = `nobody can use ${inWords(locked)}, which a statement before has locked, while this ${worked.what} ${inWords(worked.table)}`;
    return [{ message, table: worked.table, sql: ['COMMIT;', '-- in a migration of its own', `${statement.sql};`] }];
  },
};

/** The first table that is locked against readers when the statement begins; tables that the migration made do not count. */
function lockedBefore(context: Context): Name | null {
  const locks = context.before.flatMap((earlier) => heavyLocksOf(earlier, context));
  return locks.find(({ lock }) => lock === 'AccessExclusiveLock')?.table ?? null;
}

/** What takes as long as a table is large. */
function workOf(statement: Statement): { table: Name; what: string } | null {
  const update = nodeOf(statement, 'UpdateStmt');
  if (update) return isOfOneRow(update.whereClause) ? null : { table: nameFrom(update.relation), what: 'updates' };
  const remove = nodeOf(statement, 'DeleteStmt');
  if (remove) return isOfOneRow(remove.whereClause) ? null : { table: nameFrom(remove.relation), what: 'deletes from' };
  const index = nodeOf(statement, 'IndexStmt');
  if (index && !index.concurrent) return { table: nameFrom(index.relation), what: 'builds an index of' };
  const select = nodeOf(statement, 'InsertStmt')?.selectStmt;
  const from = select && 'SelectStmt' in select ? select.SelectStmt.fromClause?.[0] : undefined;
  return from && 'RangeVar' in from ? { table: nameFrom(from.RangeVar), what: 'copies from' } : null;
}

/** `WHERE id = 5`: a constant, so hardly more than a few rows. */
function isOfOneRow(where: unknown): boolean {
  const node = where as
    | { A_Expr?: { kind?: string; name?: { String?: { sval?: string } }[]; rexpr?: object } }
    | undefined;
  const { kind, name, rexpr } = node?.A_Expr ?? {};
  return kind === 'AEXPR_OP' && name?.[0]?.String?.sval === '=' && rexpr !== undefined && 'A_Const' in rexpr;
}
