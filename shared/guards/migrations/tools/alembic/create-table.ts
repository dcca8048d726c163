import { listed, named, quotedText } from '../python/quoting.ts';
import { argument, type Call, isTrue, nameOf, textOf, type Value } from '../python/value.ts';
import { type Column, columnOf, columnSql, isCallOf } from './columns.ts';
import { columnForeignKey, constraintSql } from './constraints.ts';
import type { Operation, Translate } from './operation.ts';

/** op.create_table: the types that it needs, the table, its indexes and comments. */
export const createTable: Translate = (operation) => {
  const { call, line, writer, conventions } = operation;
  const name = textOf(argument(call, 0, 'table_name'));
  const items = call.positional.slice(call.named.has('table_name') ? 0 : 1);
  const columns = items.map(columnOf).filter((column) => column !== null);
  const others = items.filter((item) => !isListedApart(item));
  if (name === null || items.some((item) => isCallOf(item, 'Column') && columnOf(item) === null))
    return writer.unknown();
  if (call.named.has('prefixes')) return writer.unknown();
  const constraints = others.map((item) => (item.kind === 'call' ? constraintSql(item, conventions) : null));
  if (constraints.includes(null) || columns.some(({ known }) => !known)) writer.unknown();
  const table = named(name, textOf(call.named.get('schema')));
  for (const create of new Set(columns.map(({ type }) => type.create))) if (create) writer.add(line, create);
  const parts = [
    ...columnParts(
      columns,
      others.filter((item) => item.kind === 'call'),
    ),
    ...constraints.filter((each) => each !== null),
  ];
  const ifNot = isTrue(call.named.get('if_not_exists')) ? 'IF NOT EXISTS ' : '';
  writer.add(line, `CREATE TABLE ${ifNot}${table} (\n  ${parts.join(',\n  ')}\n)`);
  afterwards(operation, { table, name, columns });
  const comment = textOf(call.named.get('comment'));
  if (comment !== null) writer.add(line, `COMMENT ON TABLE ${table} IS ${quotedText(comment)}`);
  if (items.some((item) => isCallOf(item, 'Index'))) writer.unknown();
};

function isListedApart(item: Value): boolean {
  return isCallOf(item, 'Column', 'Index');
}

function columnParts(columns: Column[], constraints: Call[]): string[] {
  const constraint = constraints.find((call) => nameOf(call)?.endsWith('.PrimaryKeyConstraint'));
  const declared = constraint?.positional.map((value) => textOf(value) ?? '') ?? [];
  const own = columns.filter(({ primaryKey }) => primaryKey).map(({ name }) => name);
  const key = declared.length > 0 ? declared : own;
  const constrained = new Set(
    constraints.filter((call) => /ForeignKeyConstraint$/.test(nameOf(call) ?? '')).flatMap(columnsOf),
  );
  const definitions = columns.map((column) => {
    const isKey = key.includes(column.name);
    const alone = key.length === 1 && column.foreignKeys.length === 0 && !constrained.has(column.name);
    const serial = isKey && (column.autoincrement === true || (column.autoincrement === 'auto' && alone));
    return columnSql({ ...column, nullable: column.nullable && !isKey }, serial);
  });
  const keys = declared.length === 0 && own.length > 0 ? [`PRIMARY KEY ${listed(own)}`] : [];
  const foreign = columns.flatMap(({ name, foreignKeys }) =>
    foreignKeys.flatMap((each) => columnForeignKey(name, each) ?? []),
  );
  const unique = columns.filter((each) => each.unique && !each.index).map(({ name }) => `UNIQUE ${listed([name])}`);
  return [...definitions, ...keys, ...foreign, ...unique];
}

function columnsOf(call: Call): string[] {
  const [columns] = call.positional;
  return columns?.kind === 'list' ? columns.items.map((value) => textOf(value) ?? '') : [];
}

/** What a column's own `index`, `unique` and `comment` come to, beside the column. */
export function afterwards(
  { line, writer }: Operation,
  { table, name, columns }: { table: string; name: string; columns: Column[] },
) {
  for (const column of columns.filter(({ index }) => index)) {
    // The default naming convention of SQLAlchemy: ix_<table>_<column>.
    const unique = column.unique ? 'UNIQUE ' : '';
    writer.add(
      line,
      `CREATE ${unique}INDEX ${named(`ix_${name}_${column.name}`)} ON ${table} ${listed([column.name])}`,
    );
  }
  for (const { name: column, comment } of columns) {
    if (comment !== null) writer.add(line, `COMMENT ON COLUMN ${table}.${named(column)} IS ${quotedText(comment)}`);
  }
}
