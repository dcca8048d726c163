import type { ForeignKeyEntry, TableEntry } from '../../../model/report.ts';
import { foreignKeyRows, tableRows } from '../../table-cells.ts';
import { aligned } from '../../wrap.ts';
import type { Style } from './style.ts';

/** Every table whose rows were counted, one a line. */
export function rowTable(tables: TableEntry[], { paint }: Style): string[] {
  if (tables.length === 0) return [];
  const [titles = '', ...lines] = aligned(tableRows(tables), 1);
  return [paint.dim(titles), ...lines];
}

/** Every foreign key whose rows were looked at, one a line. */
export function foreignKeyTable(foreignKeys: ForeignKeyEntry[], { paint }: Style): string[] {
  if (foreignKeys.length === 0) return [];
  const [titles = '', ...lines] = aligned(foreignKeyRows(foreignKeys), 3);
  return [paint.dim(titles), ...foreignKeys.map(({ status }, at) => tinted(lines[at] ?? '', status, paint))];
}

function tinted(line: string, status: ForeignKeyEntry['status'], paint: Style['paint']): string {
  if (status === 'broken') return paint.red(line);
  return status === 'not-examined' ? paint.magenta(line) : line;
}
