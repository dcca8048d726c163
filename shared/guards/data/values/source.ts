import { identifier } from '../../../session/sql.ts';
import type { ValueTable } from './columns.ts';

/** A bounded part of a table reads no more pages than this, 16 MB. */
const mostPages = 2000;

/** What to read from: `whole` says whether that is every row. */
export interface Source {
  sql: string;
  whole: boolean;
}

/** All of a table. */
export function everyRow({ schema, table, partitioned }: ValueTable): Source {
  return { sql: `${partitioned ? '' : 'ONLY '}${identifier(schema, table)} t`, whole: true };
}

/**
 * About so many rows, from pages all over the table and always the same ones; the first ones where nobody ever counted.
 * https://www.postgresql.org/docs/current/sql-select.html (TABLESAMPLE)
 */
export function someRows(table: ValueTable, most: number): Source {
  const { rows, pages } = table;
  const every = everyRow(table);
  if (rows === null || pages === 0) return { sql: `(SELECT * FROM ${every.sql} LIMIT ${most}) t`, whole: false };
  const part = Math.min(1, most / Math.max(1, rows), mostPages / pages);
  if (part === 1) return every;
  const percent = (100 * part).toFixed(6);
  return { sql: `${every.sql} TABLESAMPLE SYSTEM (${percent}) REPEATABLE (1)`, whole: false };
}
