import type { Node } from '@pgsql/types';
import { nodeOf } from './names.ts';
import { parse } from './parse.ts';
import type { Context, Name } from './statement.ts';
import { inTwoSteps, later, usualName } from './steps.ts';
import { written } from './written.ts';

/** Whether a CHECK says, alone or with others by AND, that a column is not null. */
export function saysNotNull(expression: Node | undefined, column: string): boolean {
  if (!expression) return false;
  if ('BoolExpr' in expression) {
    const { boolop, args = [] } = expression.BoolExpr;
    return boolop === 'AND_EXPR' && args.some((each) => saysNotNull(each, column));
  }
  if (!('NullTest' in expression) || expression.NullTest.nulltesttype !== 'IS_NOT_NULL') return false;
  const { arg } = expression.NullTest;
  const field = arg && 'ColumnRef' in arg ? arg.ColumnRef.fields?.at(-1) : undefined;
  return field !== undefined && 'String' in field && field.String.sval === column;
}

/** Whether a constraint as pg_get_constraintdef writes it says that a column is not null: "CHECK ((a IS NOT NULL))". */
export function definitionSaysNotNull(definition: string, column: string): boolean {
  const [statement] = parse(`ALTER TABLE t ADD ${definition}`).statements;
  const command = statement && nodeOf(statement, 'AlterTableStmt')?.cmds?.[0];
  const def = command && 'AlterTableCmd' in command ? command.AlterTableCmd.def : undefined;
  return def !== undefined && 'Constraint' in def && saysNotNull(def.Constraint.raw_expr, column);
}

/** The way to NOT NULL on which nobody waits for a scan. `head`: "ALTER TABLE orders". */
export function notNullInSteps(
  head: string,
  { table, column }: { table: Name; column: string },
  { version }: Pick<Context, 'version'>,
): string[] {
  const name = usualName(table, [column], 'not_null');
  // https://www.postgresql.org/docs/18/sql-altertable.html: from 18 on NOT NULL itself can be NOT VALID.
  if (version >= 18) return inTwoSteps(head, name, `NOT NULL ${written(column)}`);
  return [
    ...inTwoSteps(head, name, `CHECK (${written(column)} IS NOT NULL)`),
    later(`${head} ALTER COLUMN ${written(column)} SET NOT NULL;`),
    `${head} DROP CONSTRAINT ${written(name)};`,
  ];
}
