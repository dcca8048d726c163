import { inWords, nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import type { Statement } from '../linting/statement.ts';
import { walk } from '../linting/walk.ts';

export const alterTypeAddValue: LintRule = {
  name: 'alter-type-add-value',
  kinds: ['AlterEnumStmt', 'CommentStmt', 'TransactionStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'A new value of an enum cannot be used in the same transaction, and never be taken away.',
  why: 'No table is locked. But a statement of the same transaction that uses the value fails ("unsafe use of new value"), so what needs it belongs into the next migration. The running code has to bear a value that it does not know: clients with generated types fail when they read it. PostgreSQL has no way to drop a value again.',
  versions: 'Before 12 the statement fails inside a transaction altogether.',
  recipe: [
    'Deploy code that bears the new value when it reads it.',
    'Add the value in a migration of its own.',
    'Use it (defaults, data, checks) in the next migration, and then in the code.',
  ],
  example: {
    setup: "CREATE TYPE mood AS ENUM ('good', 'bad');",
    unsafe: "ALTER TYPE mood ADD VALUE 'fair' BEFORE 'bad';",
    safe: "CREATE TYPE weather AS ENUM ('sun', 'rain');",
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'AlterEnumStmt');
    const type = nameFromList(node?.typeName);
    if (!node || node.oldVal !== undefined || context.isNew(type)) return [];
    const value = node.newVal ?? '';
    if (statement.inTransaction && context.version < 12) return [];
    const use = statement.inTransaction ? firstUse(value, context.after) : undefined;
    if (use !== undefined) return [tooEarly(value, statement, use)];
    return [{ message: `code that reads ${inWords(type)} has to bear '${value}', and the value stays for ever` }];
  },
};

function tooEarly(value: string, statement: Statement, use: Statement): Hit {
  return {
    class: 'dangerous',
    hazard: 'failure',
    message: `line ${use.line} uses '${value}' in the same transaction, and fails`,
    sql: [`${statement.sql};`, '-- in the next migration', `${use.sql};`],
  };
}

/** The first statement of the same transaction with the value in it, as a constant. */
function firstUse(value: string, after: Statement[]): Statement | undefined {
  const end = after.findIndex(({ node, inTransaction }) => {
    const kind = nodeOf({ node }, 'TransactionStmt')?.kind;
    return !inTransaction || kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK';
  });
  const same = end < 0 ? after : after.slice(0, end);
  return same.find(({ node }) => {
    let found = false;
    walk(node, (kind, each) => {
      if (kind === 'A_Const' && (each as { sval?: { sval?: string } }).sval?.sval === value) found = true;
    });
    return found && !nodeOf({ node }, 'CommentStmt');
  });
}
