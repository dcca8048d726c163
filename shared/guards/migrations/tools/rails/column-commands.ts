import { identifier } from '../../../../session/sql.ts';
import { columnSql } from './columns.ts';
import { commentOn } from './comments.ts';
import { constraintCommands } from './constraint-commands.ts';
import { addIndex } from './index-commands.ts';
import { knownTable } from './known.ts';
import { defaultFor, tableName } from './quoting.ts';
import { referenceFrom, tableOf } from './references.ts';
import { renameIndexes } from './rename-indexes.ts';
import { sqlType } from './types.ts';
import { notConstant, type Options, optionsIn, textFrom, type Value } from './value.ts';
import { type Arguments, type Command, having, onlyOptions, type Writer, without } from './writer.ts';

/** Adds one column, and the index that its options ask for. */
const add: Command = ({ items, options, line }, writer) => {
  const [table, name, type] = items.slice(0, 3).map(textFrom) as [string, string, string];
  const sql = columnSql({ name, type, options }, writer.dialect);
  const once = options.get('if_not_exists') === true ? 'IF NOT EXISTS ' : '';
  writer.write(`ALTER TABLE ${tableName(table)} ADD COLUMN ${once}${sql}`, line);
  knownTable(writer.known, table).columns.set(name, type);
  commentOn(`COLUMN ${tableName(table)}.${identifier(name)}`, { value: options.get('comment'), line }, writer);
};

const addSeveral: Command = (call, writer) => {
  const [table = null, ...names] = call.items;
  for (const name of names) {
    add(
      having({ ...call, options: without(call.options, 'type') }, [table, name, call.options.get('type') ?? null]),
      writer,
    );
  }
};

const remove: Command = (call, writer) => removeAll(call, [call.items[1] ?? null], writer);
const removeSeveral: Command = (call, writer) => removeAll(call, call.items.slice(1), writer);

function removeAll({ items, options, line }: Arguments, names: (Value | undefined)[], writer: Writer): void {
  const table = textFrom(items[0]);
  const once = options.get('if_exists') === true ? 'IF EXISTS ' : '';
  const known = knownTable(writer.known, table);
  for (const name of names.map(textFrom)) {
    writer.write(`ALTER TABLE ${tableName(table)} DROP COLUMN ${once}${identifier(name)}`, line);
    known.columns.delete(name);
    known.indexes = known.indexes.filter(({ columns }) => !columns.includes(name));
    known.references = known.references.filter(({ column }) => column !== name);
  }
}

const rename: Command = ({ items, line }, writer) => {
  const [table, from, to] = items.map(textFrom) as [string, string, string];
  writer.write(`ALTER TABLE ${tableName(table)} RENAME COLUMN ${identifier(from)} TO ${identifier(to)}`, line);
  const known = knownTable(writer.known, table);
  known.columns.set(to, known.columns.get(from) ?? '');
  known.columns.delete(from);
  for (const index of known.indexes) index.columns = index.columns.map((column) => (column === from ? to : column));
  for (const reference of known.references) if (reference.column === from) reference.column = to;
  if (known.key?.column === from) known.key.column = to;
  renameIndexes(table, { from: table, line }, writer);
};

const change: Command = ({ items, options, line }, writer) => {
  const [table, name, type] = items.slice(0, 3).map(textFrom) as [string, string, string];
  onlyOptions(
    options,
    ...[
      'limit',
      'precision',
      'scale',
      'array',
      'collation',
      'using',
      'cast_as',
      'default',
      'null',
      'comment',
      'enum_type',
    ],
  );
  const column = `ALTER COLUMN ${identifier(name)}`;
  const collation = options.has('collation') ? ` COLLATE ${identifier(textFrom(options.get('collation')))}` : '';
  const actions = [
    `${column} TYPE ${sqlType(type, options, writer.dialect)}${collation}${castOf(name, options)}`,
    ...(options.has('default') ? [`${column} ${defaultChange(options.get('default') ?? null, type, options)}`] : []),
    ...(options.has('null') ? [`${column} ${options.get('null') === false ? 'SET' : 'DROP'} NOT NULL`] : []),
  ];
  writer.write(`ALTER TABLE ${tableName(table)} ${actions.join(', ')}`, line);
  knownTable(writer.known, table).columns.set(name, type);
  commentOn(`COLUMN ${tableName(table)}.${identifier(name)}`, { value: options.get('comment'), line }, writer);
};

function castOf(name: string, options: Options): string {
  if (options.has('using')) return ` USING ${textFrom(options.get('using'))}`;
  return options.has('cast_as') ? ` USING CAST(${identifier(name)} AS ${textFrom(options.get('cast_as'))})` : '';
}

function defaultChange(value: Value, type: string | null, options: Options = new Map()): string {
  return value === null ? 'DROP DEFAULT' : `SET DEFAULT ${defaultFor(value, type, options.get('array') === true)}`;
}

const changeDefault: Command = ({ items, options, line }, writer) => {
  const [table, name] = items.slice(0, 2).map(textFrom) as [string, string];
  const value = options.has('to') ? options.get('to') : items[2];
  const type = knownTable(writer.known, table).columns.get(name) ?? null;
  const action = defaultChange(value === undefined ? notConstant() : value, type || null);
  writer.write(`ALTER TABLE ${tableName(table)} ALTER COLUMN ${identifier(name)} ${action}`, line);
};

/** With a value the rows without one are given it first. */
const changeNull: Command = ({ items, line }, writer) => {
  const [table, name] = items.slice(0, 2).map(textFrom) as [string, string];
  const [, , nullable, value = null] = items;
  if (typeof nullable !== 'boolean') notConstant();
  const column = identifier(name);
  const type = knownTable(writer.known, table).columns.get(name) ?? null;
  if (!nullable && value !== null) {
    const text = defaultFor(value, type || null);
    writer.write(`UPDATE ${tableName(table)} SET ${column} = ${text} WHERE ${column} IS NULL`, line);
  }
  writer.write(`ALTER TABLE ${tableName(table)} ALTER COLUMN ${column} ${nullable ? 'DROP' : 'SET'} NOT NULL`, line);
};

const changeComment: Command = ({ items, options, line }, writer) => {
  const [table, name] = items.slice(0, 2).map(textFrom) as [string, string];
  const value = options.has('to') ? options.get('to') : items[2];
  commentOn(`COLUMN ${tableName(table)}.${identifier(name)}`, { value: value ?? null, line }, writer);
};

const addTimestamps: Command = (call, writer) => {
  const options = timestampOptions(call.options, writer);
  for (const name of ['created_at', 'updated_at']) {
    add({ ...having(call, [call.items[0] ?? null, name, 'datetime']), options }, writer);
  }
};

/** What `timestamps` gives both columns by default. */
export function timestampOptions(options: Options, { dialect }: Writer): Options {
  const all: Options = new Map(options);
  if ((all.get('null') ?? null) === null) all.set('null', !dialect.timestampsNotNull);
  const { timestampsPrecision } = dialect;
  if (!all.has('precision'))
    all.set('precision', timestampsPrecision === null ? null : { number: `${timestampsPrecision}` });
  return all;
}

const removeTimestamps: Command = (call, writer) => removeAll(call, ['updated_at', 'created_at'], writer);

const addReference: Command = (call, writer) => {
  const [table, name] = call.items.slice(0, 2).map(textFrom) as [string, string];
  const { columns, index, foreignKey } = referenceFrom(name, call.options, { table, writer });
  const once: Options = new Map(call.options.has('if_not_exists') ? [['if_not_exists', true]] : []);
  for (const column of columns) {
    add({ ...having(call, [table, column.name, column.type]), options: new Map([...column.options, ...once]) }, writer);
  }
  if (index)
    addIndex(table, { columns: index.columns, options: new Map([...index.options, ...once]), line: call.line }, writer);
  if (foreignKey) {
    constraintCommands.add_foreign_key?.(
      { ...having(call, [table, foreignKey.to]), options: foreignKey.options },
      writer,
    );
  }
};

const removeReference: Command = (call, writer) => {
  const [table, name] = call.items.slice(0, 2).map(textFrom) as [string, string];
  const foreignKey = call.options.get('foreign_key');
  if (foreignKey) {
    const own = optionsIn(foreignKey);
    const options: Options = new Map([['column', own.get('column') ?? `${name}_id`]]);
    const to = own.size > 0 ? own.get('to_table') : tableOf(name, writer);
    constraintCommands.remove_foreign_key?.(
      { ...having(call, [table, ...(to === undefined ? [] : [to])]), options },
      writer,
    );
  }
  const once: Options = new Map(call.options.has('if_exists') ? [['if_exists', true]] : []);
  const columns = call.options.get('polymorphic') ? [`${name}_id`, `${name}_type`] : [`${name}_id`];
  removeAll({ ...call, items: [table], options: once }, columns, writer);
};

/** Commands on columns. */
export const columnCommands: Record<string, Command> = {
  add_column: add,
  add_columns: addSeveral,
  remove_column: remove,
  remove_columns: removeSeveral,
  rename_column: rename,
  change_column: change,
  change_column_default: changeDefault,
  change_column_null: changeNull,
  change_column_comment: changeComment,
  add_timestamps: addTimestamps,
  remove_timestamps: removeTimestamps,
  add_reference: addReference,
  add_belongs_to: addReference,
  remove_reference: removeReference,
  remove_belongs_to: removeReference,
};
