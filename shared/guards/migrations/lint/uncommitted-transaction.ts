import { nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Statement } from '../linting/statement.ts';

export const uncommittedTransaction: LintRule = {
  name: 'uncommitted-transaction',
  kinds: ['TransactionStmt'],
  class: 'dangerous',
  hazard: 'failure',
  lock: null,
  title: 'BEGIN without COMMIT: nothing of it stays.',
  why: 'When the connection closes, PostgreSQL rolls the open transaction back, without an error: the tool may record the migration as applied, and nothing of it is there. Until then its locks are held.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'BEGIN;',
    safe: 'BEGIN; COMMIT;',
  },
  judge(statement, context) {
    if (kindOf(statement) !== 'begin') return [];
    const next = context.after.map(kindOf).find((kind) => kind !== null);
    if (next !== undefined) return [];
    return [
      {
        message: 'no COMMIT follows in this file: what it does may be rolled back without a word',
        sql: ['COMMIT; -- at the end of the file'],
      },
    ];
  },
};

function kindOf(statement: Statement): 'begin' | 'end' | null {
  const kind = nodeOf(statement, 'TransactionStmt')?.kind;
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') return 'begin';
  return kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK' || kind === 'TRANS_STMT_PREPARE' ? 'end' : null;
}
