import { identifier } from '../../../session/sql.ts';
import type { Probe } from './rule.ts';
import type { Name } from './statement.ts';

/** Rows without a value in a column. */
export function missingValues(table: Name, column: string): Probe {
  const sql = counted(`SELECT FROM ${quoted(table)} WHERE ${identifier(column)} IS NULL`);
  return { table, sql, what: `rows without a value in ${table.name}.${column}` };
}

/** Rows, whatever they hold. */
export function anyRows(table: Name): Probe {
  return { table, sql: counted(`SELECT FROM ${quoted(table)}`), what: `rows in ${table.name}` };
}

/** Rows with a value that a new sequence would hand out. */
export function valuesFromOneOn(table: Name, column: string): Probe {
  const sql = counted(`SELECT FROM ${quoted(table)} WHERE ${identifier(column)} >= 1`);
  return { table, sql, what: `rows with a value in ${table.name}.${column}` };
}

/** Values that more than one row holds. `nulls`: rows without a value are alike as well. */
export function duplicates(table: Name, columns: string[], { nulls }: { nulls: boolean }): Probe {
  const names = columns.map((column) => identifier(column));
  const present = nulls ? '' : ` WHERE ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')}`;
  const sql = `SELECT FROM ${quoted(table)}${present} GROUP BY ${names.join(', ')} HAVING count(*) > 1`;
  return { table, sql: counted(sql), what: `values of ${table.name} (${columns.join(', ')}) that several rows hold` };
}

/** Rows that point at nothing. */
export function orphans(table: Name, columns: string[], to: { table: Name; columns: string[] }): Probe {
  const present = columns.map((column) => `child.${identifier(column)} IS NOT NULL`);
  const pairs = columns.map(
    (column, index) => `parent.${identifier(to.columns[index] ?? '')} = child.${identifier(column)}`,
  );
  const sql = `SELECT FROM ${quoted(table)} child WHERE ${present.join(' AND ')} AND NOT EXISTS (SELECT FROM ${quoted(to.table)} parent WHERE ${pairs.join(' AND ')})`;
  return {
    table,
    sql: counted(sql),
    what: `rows of ${table.name} (${columns.join(', ')}) that ${to.table.name} does not have`,
  };
}

function quoted({ schema, name }: Name): string {
  return schema === null ? identifier(name) : identifier(schema, name);
}

function counted(sql: string): string {
  return `SELECT count(*) FROM (${sql} LIMIT 1000) found`;
}
