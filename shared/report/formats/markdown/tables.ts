import type { Report } from '../../../model/report.ts';
import { plural } from '../../counts.ts';
import { folded, plainText, table } from '../../markup.ts';
import { foreignKeyRows, tableRows } from '../../table-cells.ts';

/** Every table whose rows were counted, and every foreign key that was looked at, folded away. */
export function tablesPart({ tables = [], foreignKeys = [] }: Report, most: number): string {
  const parts = [
    part(tableRows(tables), `rows of ${plural(tables.length, 'table')}`, most),
    part(foreignKeyRows(foreignKeys), plural(foreignKeys.length, 'foreign key'), most),
  ];
  return parts.filter((text) => text !== '').join('\n\n');
}

function part([titles = [], ...rows]: string[][], title: string, most: number): string {
  if (rows.length === 0) return '';
  const rest = rows.length - most;
  const shown = rows.slice(0, most).map((cells) => cells.map(plainText));
  const content = [most > 0 ? table(titles.map(plainText), shown) : '', rest > 0 ? `and ${rest} more` : ''];
  return folded(title, content.filter(Boolean).join('\n\n'));
}
