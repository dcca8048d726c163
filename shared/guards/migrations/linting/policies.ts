import { sameName } from './drops.ts';
import { nameFrom, nodeOf } from './names.ts';
import type { Context, Name } from './statement.ts';

/** Whether a table has a policy: in the database at hand, or made by the same file. */
export function hasPolicy(table: Name, context: Context): boolean {
  if ((context.table(table)?.policies ?? 0) > 0) return true;
  return [...context.before, ...context.after].some((statement) => {
    const made = nodeOf(statement, 'CreatePolicyStmt');
    return made !== null && sameName(nameFrom(made.table), table);
  });
}
