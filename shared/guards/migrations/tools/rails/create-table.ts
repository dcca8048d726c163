import { identifier } from '../../../../session/sql.ts';
import { type Column, columnSql, isWhole } from './columns.ts';
import { commentOn } from './comments.ts';
import { checkSql, foreignKeyColumns, foreignKeySql } from './constraints.ts';
import type { Dialect } from './dialect.ts';
import { addIndex } from './index-commands.ts';
import { type KnownTable, knownTable } from './known.ts';
import { tableName } from './quoting.ts';
import { notConstant, type Options, optionsIn, textFrom, textsFrom, type Value } from './value.ts';
import { type Arguments, onlyOptions, type Writer, without } from './writer.ts';

/** What a `create_table` says: options of the table, and what its block adds. */
export interface TableDefinition {
  name: string;
  options: Options;
  columns: Column[];
  /** several columns as the key */
  keys: string[] | null;
  indexes: { columns: Value; options: Options }[];
  foreignKeys: { to: string; options: Options }[];
  checks: { expression: Value | undefined; options: Options }[];
}

const ofTable = ['id', 'primary_key', 'force', 'temporary', 'if_not_exists', 'comment', 'options'];

/** A definition with nothing but its key. Every option that is not the table's is the key's. */
export function emptyTable({ items, options }: Arguments, { dialect }: Writer): TableDefinition {
  const name = textFrom(items[0]);
  const given = options.get('id');
  const own = optionsIn(given);
  const type = own.get('type') ?? (given === undefined || given === true || own.size > 0 ? undefined : given);
  const key = options.get('primary_key') ?? 'id';
  const empty = { name, options, columns: [], keys: null, indexes: [], foreignKeys: [], checks: [] };
  if (given === false) return empty;
  if (Array.isArray(key)) return { ...empty, keys: textsFrom(key) };
  const rest: Options = new Map([...without(options, ...ofTable), ...without(own, 'type')]);
  return { ...empty, columns: [keyColumn(textFrom(key), { type, options: rest }, dialect)] };
}

function keyColumn(
  name: string,
  { type, options }: { type: Value | undefined; options: Options },
  dialect: Dialect,
): Column {
  if (type === undefined || type === 'primary_key') return { name, type: 'primary_key', options };
  const all: Options = new Map([...options, ['primary_key', true]]);
  if (type === 'uuid' && !all.has('default')) all.set('default', { sql: dialect.uuidDefault });
  return { name, type: textFrom(type), options: all };
}

/** Writes the table down, then its indexes and comments, in Rails' order. */
export function createTable(table: TableDefinition, line: number, writer: Writer): void {
  const { options } = table;
  if (options.has('as') || options.has('options')) notConstant();
  onlyOptions(without(options, ...keyOptions), ...ofTable);
  const name = tableName(table.name);
  const body = bodyOf(table, writer).join(', ');
  const force = options.get('force');
  if (force) writer.write(`DROP TABLE IF EXISTS ${name}${force === 'cascade' ? ' CASCADE' : ''}`, line);
  const kind = options.get('temporary') === true ? 'TEMPORARY TABLE' : 'TABLE';
  writer.write(`CREATE ${kind} ${ifNotExists(options)}${name} (${body})`, line);
  writer.known.delete(table.name);
  remember(table, knownTable(writer.known, table.name), writer);
  for (const index of table.indexes) addIndex(table.name, { ...index, line }, writer);
  commentOn(`TABLE ${name}`, { value: options.get('comment'), line }, writer);
  for (const { name: column, options: own } of table.columns) {
    commentOn(`COLUMN ${name}.${identifier(column)}`, { value: own.get('comment'), line }, writer);
  }
}

const keyOptions = ['limit', 'default', 'precision', 'collation', 'null', 'array'];

function ifNotExists(options: Options): string {
  return options.get('if_not_exists') === true ? 'IF NOT EXISTS ' : '';
}

function bodyOf({ columns, keys, foreignKeys, checks }: TableDefinition, writer: Writer): string[] {
  return [
    ...columns.map((column) => columnSql(column, writer.dialect)),
    ...(keys === null ? [] : [`PRIMARY KEY (${keys.map((key) => identifier(key)).join(', ')})`]),
    ...foreignKeys.map(({ to, options }) => foreignKeySql(to, options, writer)),
    ...checks.map(({ expression, options }) => checkSql(expression, options)),
  ];
}

function remember({ columns, foreignKeys }: TableDefinition, known: KnownTable, writer: Writer): void {
  for (const { name, type } of columns) known.columns.set(name, type);
  const key = columns.find(({ type, options }) => type === 'primary_key' || options.get('primary_key') === true);
  if (key) {
    const serial = key.type === 'primary_key' || (isWhole(key.type) && !key.options.has('default'));
    known.key = { column: key.name, serial };
  }
  for (const { to, options } of foreignKeys) {
    const [column = ''] = foreignKeyColumns(to, options, writer);
    known.references.push({ to, column, name: options.has('name') ? textFrom(options.get('name')) : null });
  }
}
