import { nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Statement } from '../linting/statement.ts';

export const transactionNesting: LintRule = {
  name: 'transaction-nesting',
  kinds: ['TransactionStmt'],
  class: 'careful',
  hazard: 'failure',
  lock: null,
  title: 'COMMIT in a migration ends the transaction that the tool began around it.',
  why: 'What comes after runs without a transaction: when it fails, half of the migration stays, and the tool records it as failed or not at all. The BEGIN of a file is only a warning inside the transaction of the tool; its COMMIT or ROLLBACK ends that one.',
  versions: '',
  recipe: [
    'Take BEGIN and COMMIT out: the tool does it.',
    'Where the migration has to run in pieces, make it several migrations, or have the tool run it without a transaction.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'BEGIN; BEGIN; COMMIT;',
    safe: 'BEGIN; SAVEPOINT before; COMMIT;',
  },
  judge(statement, context) {
    const kind = nodeOf(statement, 'TransactionStmt')?.kind;
    if (kind === undefined) return [];
    if (!statement.inTransaction || statement.implicit) {
      return ends(kind) ? [{ message: 'no transaction was begun before it: a BEGIN may be missing' }] : [];
    }
    if (begins(kind)) {
      return [{ message: 'a transaction is open already: this does nothing, and the next COMMIT ends both' }];
    }
    if (!ends(kind) || context.before.some(isBegin)) return [];
    const word = kind === 'TRANS_STMT_ROLLBACK' ? 'rolls back' : 'commits';
    return [{ class: 'dangerous', message: `${word} the transaction of the tool: what comes after runs without one` }];
  },
};

function isBegin(statement: Statement): boolean {
  return begins(nodeOf(statement, 'TransactionStmt')?.kind ?? '');
}

function begins(kind: string): boolean {
  return kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START';
}

function ends(kind: string): boolean {
  return kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK' || kind === 'TRANS_STMT_PREPARE';
}
