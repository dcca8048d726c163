import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { list, type Piece, text } from './piece.ts';

/** What cannot be said where a column is made: how it is stored, and a NOT NULL that is not proven. */
export function newColumns(columns: SnapshotObject[]): Piece[] {
  return columns.flatMap((column) =>
    [
      column.is.storage === undefined ? [] : [`SET STORAGE ${text(column, 'storage').toUpperCase()}`],
      column.is.compression === undefined ? [] : [`SET COMPRESSION ${text(column, 'compression')}`],
    ]
      .flat()
      .map((action) => altering(column, action))
      .concat(column.is['not null'] === 'not valid' ? [notValid(column)] : []),
  );
}

/** What a child has of its own on the columns that it inherits. */
export function overrides(table: SnapshotObject, columns: SnapshotObject[]): Piece[] {
  if (list(table, 'inherits').length === 0) return [];
  const inherited = columns.filter(({ is }) => is.inherited !== undefined && is.generated === undefined);
  return inherited.flatMap((column) => [
    altering(column, column.is.default === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${text(column, 'default')}`),
    ...(column.is['not null'] === 'yes' ? [altering(column, 'SET NOT NULL')] : []),
  ]);
}

export function altering({ path }: SnapshotObject, action: string, phase: Piece['phase'] = 'column'): Piece {
  const sql = `ALTER TABLE ${identifier(...path.slice(0, 2))} ALTER COLUMN ${identifier(path[2] ?? '')} ${action}`;
  return { sql, phase };
}

/** Since PostgreSQL 18. */
export function notValid({ path }: SnapshotObject): Piece {
  const sql = `ALTER TABLE ${identifier(...path.slice(0, 2))} ADD NOT NULL ${identifier(path[2] ?? '')} NOT VALID`;
  return { sql, phase: 'column' };
}
