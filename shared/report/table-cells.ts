import type { ForeignKeyEntry, TableEntry } from '../model/report.ts';
import { named } from './names.ts';
import { visible } from './printable.ts';

/** Tables with their rows: titles first; beside them those of the other target and of the last run, where there are any. */
export function tableRows(tables: TableEntry[]): string[][] {
  const target = tables.find(({ other }) => other)?.other?.target;
  const at = tables.find(({ before }) => before)?.before?.at;
  const titles = [
    'table',
    'rows',
    ...(target === undefined ? [] : [`in ${visible(target)}`]),
    ...(at === undefined ? [] : [`at ${visible(at)}`]),
  ];
  const rows = tables.map((table) => [
    named(table),
    count(table),
    ...(target === undefined ? [] : [count(table.other)]),
    ...(at === undefined ? [] : [count(table.before)]),
  ]);
  return [titles, ...rows];
}

/** An estimate has a tilde. */
function count(counted: Pick<TableEntry, 'rows' | 'exact'> | undefined): string {
  if (counted === undefined || counted.rows === null) return '-';
  return `${counted.exact ? '' : '~'}${counted.rows}`;
}

/** Foreign keys whose rows were looked at: titles first. */
export function foreignKeyRows(foreignKeys: ForeignKeyEntry[]): string[][] {
  const titles = ['foreign key', 'of table', 'status', 'orphans'];
  return [
    titles,
    ...foreignKeys.map(({ schema, table, name, status, orphans }) => [
      visible(name),
      named({ schema, name: table }),
      status.replace('-', ' '),
      orphans ?? '-',
    ]),
  ];
}
