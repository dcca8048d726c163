import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import type { Name, Statement } from '../linting/statement.ts';
import { isTrue, type Write, wholeWritesOf } from '../linting/whole-writes.ts';
import { written, writtenName } from '../linting/written.ts';

export const updateOrDeleteWithoutWhere: LintRule = {
  name: 'update-or-delete-without-where',
  kinds: ['DeleteStmt', 'InsertStmt', 'MergeStmt', 'SelectStmt', 'UpdateStmt'],
  class: 'dangerous',
  hazard: 'scan',
  lock: 'RowExclusiveLock',
  title: 'UPDATE without WHERE writes every row in one transaction.',
  why: 'WHERE true and WHERE 1 = 1 are none. Every row is locked until the transaction ends, so that all others who write these rows wait; the old versions stay behind as dead rows, so that the table doubles; replicas fall behind; and whatever goes wrong takes all of it back. DELETE without WHERE loses every row besides. In batches, each in a transaction of its own, nobody waits long.',
  versions: '',
  recipe: [
    'Take the change of the data out of the migration of the schema.',
    'Run it in batches of some thousand rows, each committed on its own, until none is left: a script, a job, or a procedure that commits.',
    'VACUUM the table afterwards.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, status text); INSERT INTO orders VALUES (1, NULL);',
    unsafe: "UPDATE orders SET status = 'new';",
    safe: "UPDATE orders SET status = 'new' WHERE id IN (SELECT id FROM orders WHERE status IS NULL LIMIT 5000);",
  },
  judge(statement, context) {
    const writes = wholeWritesOf(statement).filter(({ node }) => !context.isNew(nameFrom(node.relation)));
    return writes.map((write) => {
      const table = nameFrom(write.node.relation);
      if (write.kind === 'merge') return merging(write, table);
      const { sql, ...hit } = write.kind === 'update' ? updating(statement, table) : deleting(table);
      // The batch stands for a whole statement, not for a WITH of it.
      return sql === undefined || write.nested ? hit : { ...hit, sql };
    });
  },
};

function merging({ node }: Write, table: Name): Hit {
  const rows = isTrue(node.joinCondition) ? 'every row' : 'every row that fits, of all in both tables,';
  return {
    ...(isTrue(node.joinCondition) ? {} : { class: 'careful' }),
    message: `${rows} of ${inWords(table)} is written and stays locked until the transaction ends`,
    table,
  };
}

function updating(statement: Statement, table: Name): Hit {
  const name = writtenName(table);
  const left = leftToDo(statement);
  const batch = `WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${left} LIMIT 5000 FOR UPDATE SKIP LOCKED))`;
  return {
    message: `every row of ${inWords(table)} is written and stays locked until the transaction ends`,
    table,
    ...(left === null
      ? {}
      : {
          sql: [
            '-- again and again, each time in a transaction of its own, until it changes no row',
            `${statement.sql} ${batch};`,
          ],
        }),
  };
}

/** The condition of the rows that are still to be written; null where the new values are not constants. */
function leftToDo({ node, sql }: Statement): string | null {
  const update = nodeOf({ node }, 'UpdateStmt');
  const [target, ...others] = update?.targetList ?? [];
  if (
    !target ||
    others.length > 0 ||
    update?.whereClause ||
    update?.withClause ||
    update?.fromClause ||
    update?.returningClause ||
    !('ResTarget' in target)
  )
    return null;
  const { name, val, indirection } = target.ResTarget;
  const value = /\bSET\s+(?:"(?:[^"]|"")+"|\w+)\s*=\s*(.+)$/is.exec(sql)?.[1];
  const isConstant =
    val !== undefined && ('A_Const' in val || ('TypeCast' in val && 'A_Const' in (val.TypeCast.arg ?? {})));
  if (name === undefined || indirection || value === undefined || !isConstant) return null;
  return `${written(name)} IS DISTINCT FROM ${value.trim()}`;
}

function deleting(table: Name): Hit {
  const name = writtenName(table);
  return {
    message: `every row of ${inWords(table)} is deleted`,
    hazard: 'data',
    table,
    sql: [
      '-- again and again, each time in a transaction of its own, until it deletes no row',
      `DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} LIMIT 5000 FOR UPDATE SKIP LOCKED));`,
    ],
  };
}
