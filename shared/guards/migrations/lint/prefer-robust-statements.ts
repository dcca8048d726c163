import { nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Statement } from '../linting/statement.ts';

export const preferRobustStatements: LintRule = {
  name: 'prefer-robust-statements',
  kinds: [
    'AlterEnumStmt',
    'AlterTableStmt',
    'CreateExtensionStmt',
    'CreateSchemaStmt',
    'CreateSeqStmt',
    'CreateStmt',
    'DropStmt',
    'IndexStmt',
  ],
  off: true,
  class: 'careful',
  hazard: 'failure',
  lock: null,
  title: 'Outside of a transaction, a migration that failed half way cannot be run again.',
  why: 'What came before the failure stays, and the next attempt fails on it. IF NOT EXISTS and IF EXISTS let it pass. It is off by default: inside a transaction nothing stays, and IF NOT EXISTS hides that something else has the name already.',
  versions: '',
  example: {
    setup: '',
    unsafe: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    safe: 'CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);',
  },
  judge(statement, context) {
    if (statement.inTransaction) return [];
    // Alone in its file, a statement happens as a whole or not at all; but for CONCURRENTLY.
    const makes = fragile(statement);
    if (makes === null) return [];
    const index = nodeOf(statement, 'IndexStmt');
    if (index && context.isNew({ schema: index.relation?.schemaname ?? null, name: index.relation?.relname ?? '' }))
      return [];
    return [{ message: `a second attempt fails here: ${makes} would let it pass` }];
  },
};

function fragile(statement: Statement): string | null {
  const made =
    nodeOf(statement, 'CreateStmt') ??
    nodeOf(statement, 'IndexStmt') ??
    nodeOf(statement, 'CreateSchemaStmt') ??
    nodeOf(statement, 'CreateSeqStmt') ??
    nodeOf(statement, 'CreateExtensionStmt');
  if (made) return made.if_not_exists ? null : 'IF NOT EXISTS';
  const dropped = nodeOf(statement, 'DropStmt');
  if (dropped) return dropped.missing_ok ? null : 'IF EXISTS';
  const added = nodeOf(statement, 'AlterEnumStmt');
  if (added && added.oldVal === undefined) return added.skipIfNewValExists ? null : 'IF NOT EXISTS';
  for (const each of nodeOf(statement, 'AlterTableStmt')?.cmds ?? []) {
    const command = 'AlterTableCmd' in each ? each.AlterTableCmd : {};
    if (command.missing_ok) continue;
    if (command.subtype === 'AT_AddColumn') return 'IF NOT EXISTS';
    if (command.subtype === 'AT_DropColumn' || command.subtype === 'AT_DropConstraint') return 'IF EXISTS';
    if (command.subtype === 'AT_AddConstraint') return 'DROP CONSTRAINT IF EXISTS before it';
  }
  return null;
}
