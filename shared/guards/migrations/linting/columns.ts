import type { ColumnDef, TypeName } from '@pgsql/types';
import { type ColumnType, typeFrom } from './column-type.ts';
import { nameFrom, nodeOf } from './names.ts';
import type { Hit } from './rule.ts';
import type { Name, Statement } from './statement.ts';

/** A column that a statement makes or gives another type. */
export interface ShapedColumn {
  table: Name;
  name: string;
  type: ColumnType;
  definition: ColumnDef;
}

/** The columns of CREATE TABLE, ADD COLUMN and ALTER COLUMN TYPE. */
export function columnsShaped(statement: Statement): ShapedColumn[] {
  const create = nodeOf(statement, 'CreateStmt');
  const alter = nodeOf(statement, 'AlterTableStmt');
  const table = nameFrom((create ?? alter)?.relation);
  const made = (create?.tableElts ?? []).flatMap((each) => ('ColumnDef' in each ? [each.ColumnDef] : []));
  const altered = (alter?.cmds ?? []).flatMap((each) => {
    const command = 'AlterTableCmd' in each ? each.AlterTableCmd : undefined;
    const def = command?.def;
    if (!def || !('ColumnDef' in def)) return [];
    return [{ ...def.ColumnDef, colname: def.ColumnDef.colname ?? command?.name ?? '' }];
  });
  return [...made, ...altered]
    .filter(({ typeName }) => typeName !== undefined)
    .map((definition) => {
      const type = typeFrom(definition.typeName as TypeName);
      return { table, name: definition.colname ?? '', type, definition };
    });
}

/** A hit for each column whose type is one of these, by the parser's names. */
export function hitsOfType(statement: Statement, names: string[], message: (column: ShapedColumn) => string): Hit[] {
  return columnsShaped(statement)
    .filter(({ type }) => names.includes(type.name))
    .map((column) => ({ message: message(column), table: column.table }));
}
