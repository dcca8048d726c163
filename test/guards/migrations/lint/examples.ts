import { parse } from '../../../../shared/guards/migrations/linting/parse.ts';
import type { LintRule } from '../../../../shared/guards/migrations/linting/rule.ts';
import { statementsOf } from '../../../../shared/guards/migrations/linting/statements.ts';

/** A schema of its own for a rule's example, so that all share one database. */
export function ruleSchema({ name }: Pick<LintRule, 'name'>): string {
  return `DROP SCHEMA IF EXISTS "${name}" CASCADE; CREATE SCHEMA "${name}"; SET search_path = "${name}", public`;
}

/** The statements of a text without those that begin and end transactions. The parser has to be loaded. */
export function plainStatements(text: string): { sql: string }[] {
  const faults = parse(text).faults;
  if (faults.length > 0) throw new Error(`${faults[0]?.message}: ${text}`);
  const migration = { id: 'm', sql: [{ line: 1, text }] };
  return statementsOf(migration, { tool: 'prisma', transaction: 'each' }).statements.filter(
    ({ node }) => !('TransactionStmt' in node),
  );
}
