import type { AlterTableCmd, AlterTableType, ColumnDef, Constraint, ConstrType } from '@pgsql/types';
import { sameName } from './drops.ts';
import { nameFrom, nodeOf } from './names.ts';
import type { Context, Name, Statement } from './statement.ts';

/** One command of an ALTER TABLE: `ADD COLUMN note text`. `position`: which one of the statement, from 0. */
export interface Alteration {
  statement: Statement;
  table: Name;
  command: AlterTableCmd;
  position: number;
}

export interface AddedColumn extends Alteration {
  column: ColumnDef;
  /** what stands behind its type, in order */
  clauses: Constraint[];
}

export interface AddedConstraint extends Alteration {
  constraint: Constraint;
}

/** The commands of these kinds in a statement; none where the same migration made the table. */
export function alterations(statement: Statement, context: Context, kinds: AlterTableType[]): Alteration[] {
  if (!nodeOf(statement, 'AlterTableStmt')) return [];
  return commandsOf(statement).filter(
    ({ command, table }) => kinds.includes(command.subtype as AlterTableType) && !context.isNew(table),
  );
}

/** The columns that a statement adds to a table that was there before. */
export function addedColumns(statement: Statement, context: Context): AddedColumn[] {
  return alterations(statement, context, ['AT_AddColumn']).map(asColumn);
}

/** The constraints of a kind that a statement adds to a table that was there before. */
export function addedConstraints(statement: Statement, context: Context, kind: ConstrType): AddedConstraint[] {
  return alterations(statement, context, ['AT_AddConstraint'])
    .map((alteration) => ({ ...alteration, constraint: constraintOf(alteration.command) ?? {} }))
    .filter(({ constraint }) => constraint.contype === kind);
}

/** What the same transaction did to the table before, the commands that stand earlier in the same statement with it. */
export function earlier({ statement, table, position }: Alteration, context: Pick<Context, 'before'>): Alteration[] {
  const before = context.before.flatMap(commandsOf);
  return [...before, ...commandsOf(statement).slice(0, position)].filter((each) => sameName(each.table, table));
}

/** What the same transaction added to the table before: its column of that name, where there is one. */
export function addedEarlier(alteration: Alteration, context: Context): AddedColumn | undefined {
  return earlier(alteration, context)
    .filter(({ command }) => command.subtype === 'AT_AddColumn')
    .map(asColumn)
    .find(({ column }) => column.colname === alteration.command.name);
}

/** Whether the same statement adds one of these columns: until it has run there is no such column. */
export function addsColumn({ statement }: Alteration, columns: string[]): boolean {
  return commandsOf(statement)
    .filter(({ command }) => command.subtype === 'AT_AddColumn')
    .some((each) => columns.includes(asColumn(each).column.colname ?? ''));
}

/** The constraint of an ADD CONSTRAINT. */
export function constraintOf({ def }: AlterTableCmd): Constraint | null {
  return def && 'Constraint' in def ? def.Constraint : null;
}

/** The clause of a kind behind a column's type. */
export function clauseOf({ clauses }: AddedColumn, kind: ConstrType): Constraint | undefined {
  return clauses.find(({ contype }) => contype === kind);
}

function commandsOf(statement: Statement): Alteration[] {
  const node = nodeOf(statement, 'AlterTableStmt');
  if (node?.objtype !== 'OBJECT_TABLE') return [];
  const table = nameFrom(node.relation);
  return (node.cmds ?? []).map((each, position) => {
    const command = 'AlterTableCmd' in each ? each.AlterTableCmd : {};
    return { statement, table, command, position };
  });
}

function asColumn(alteration: Alteration): AddedColumn {
  const { def } = alteration.command;
  const column = def && 'ColumnDef' in def ? def.ColumnDef : {};
  const clauses = (column.constraints ?? []).flatMap((each) => ('Constraint' in each ? [each.Constraint] : []));
  return { ...alteration, column, clauses };
}
