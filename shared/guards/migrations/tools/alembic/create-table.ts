import { listed, named, quotedText } from '../python/quoting.ts';
import { argument, type Call, isTrue, textOf, type Value } from '../python/value.ts';
import { type Column, columnOf, columnSql, isCallOf } from './columns.ts';
import { columnForeignKey, constraintSql } from './constraints.ts';
import type { Operation, Translate } from './operation.ts';

/** A table, and columns of it that are made. */
export interface Made {
  name: string;
  schema: string | null;
  columns: Column[];
}

/** op.create_table: the types that it needs, the table, its indexes and comments. */
export const createTable: Translate = (operation) => {
  const { call, line, writer, conventions } = operation;
  const name = textOf(argument(call, 0, 'table_name'));
  const items = call.positional.slice(call.named.has('table_name') ? 0 : 1);
  const columns = items.map(columnOf).filter((column) => column !== null);
  const isWhole = columns.length === items.filter((item) => isCallOf(item, 'Column')).length;
  if (name === null || !isWhole || call.named.has('prefixes')) return writer.unknown();
  const constraints = items.filter(isConstraint).map((item) => (item.kind === 'call' ? item : null));
  const declared = constraints.map((each) => each && constraintSql(each, conventions));
  if (declared.includes(null) || columns.some(({ known }) => !known)) writer.unknown();
  if (items.some((item) => isCallOf(item, 'Index'))) writer.unknown();
  for (const create of new Set(columns.map(({ type }) => type.create))) if (create) writer.add(line, create);
  const schema = textOf(call.named.get('schema'));
  const table = named(name, schema);
  const parts = [
    ...columnParts(
      columns,
      constraints.filter((each) => each !== null),
    ),
    ...keyFirst(declared),
  ];
  const ifNot = isTrue(call.named.get('if_not_exists')) ? 'IF NOT EXISTS ' : '';
  writer.add(line, `CREATE TABLE ${ifNot}${table} (\n  ${parts.join(',\n  ')}\n)`);
  indexesOf(operation, { name, schema, columns });
  const comment = textOf(call.named.get('comment'));
  if (comment !== null) writer.add(line, `COMMENT ON TABLE ${table} IS ${quotedText(comment)}`);
  commentsOf(operation, { name, schema, columns });
};

function isConstraint(item: Value): boolean {
  return !isCallOf(item, 'Column', 'Index');
}

function keyFirst(declared: (string | null)[]): string[] {
  const isKey = (text: string) => / ?PRIMARY KEY /.test(text);
  const known = declared.filter((text) => text !== null);
  return [...known.filter(isKey), ...known.filter((text) => !isKey(text))];
}

function columnParts(columns: Column[], constraints: Call[]): string[] {
  const declared = constraints.filter((call) => isCallOf(call, 'PrimaryKeyConstraint')).flatMap(namesIn);
  const own = columns.filter(({ primaryKey }) => primaryKey).map(({ name }) => name);
  const key = declared.length > 0 ? declared : own;
  const referring = new Set(constraints.filter((call) => isCallOf(call, 'ForeignKeyConstraint')).flatMap(columnsIn));
  const definitions = columns.map((column) => {
    const isKey = key.includes(column.name);
    const alone = key.length === 1 && column.foreignKeys.length === 0 && !referring.has(column.name);
    const serial = isKey && (column.autoincrement === true || (column.autoincrement === 'auto' && alone));
    return columnSql({ ...column, nullable: column.nullable && !isKey }, serial);
  });
  const keys = declared.length === 0 && own.length > 0 ? [`PRIMARY KEY ${listed(own)}`] : [];
  return [...definitions, ...keys, ...columns.flatMap(ownConstraints)];
}

function ownConstraints({ name, foreignKeys, unique, index }: Column): string[] {
  const foreign = foreignKeys.flatMap((each) => columnForeignKey(name, each) ?? []);
  return unique && !index ? [...foreign, `UNIQUE ${listed([name])}`] : foreign;
}

function namesIn(call: Call): string[] {
  return call.positional.map((value) => textOf(value) ?? '');
}

function columnsIn(call: Call): string[] {
  const columns = argument(call, 0, 'columns');
  return columns?.kind === 'list' || columns?.kind === 'tuple' ? columns.items.map((value) => textOf(value) ?? '') : [];
}

const longestName = 63;

/** What `index=True` of columns comes to. Its name is ix_<table>_<column>, unless a naming convention says otherwise. */
export function indexesOf({ line, writer, conventions }: Operation, { name, schema, columns }: Made) {
  for (const column of columns.filter(({ index }) => index)) {
    const index = ['ix', ...(schema === null ? [] : [schema]), name, column.name].join('_');
    const given = conventions || index.length > longestName ? '' : `${named(index)} `;
    const unique = column.unique ? 'UNIQUE ' : '';
    writer.add(line, `CREATE ${unique}INDEX ${given}ON ${named(name, schema)} ${listed([column.name])}`);
  }
}

/** What `comment` of columns comes to. */
export function commentsOf({ line, writer }: Operation, { name, schema, columns }: Made) {
  for (const { name: column, comment } of columns) {
    if (comment === null) continue;
    writer.add(line, `COMMENT ON COLUMN ${named(name, schema)}.${named(column)} IS ${quotedText(comment)}`);
  }
}
