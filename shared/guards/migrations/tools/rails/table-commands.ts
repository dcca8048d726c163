import { identifier, literal } from '../../../../session/sql.ts';
import { commentOn } from './comments.ts';
import { createTable, emptyTable } from './create-table.ts';
import { addReferenceTo, definitionFrom, withBlock } from './definition.ts';
import { singularOf } from './inflections.ts';
import { knownTable } from './known.ts';
import { joinTableName } from './names.ts';
import { tableName } from './quoting.ts';
import { renameIndexes } from './rename-indexes.ts';
import { type Options, optionsIn, textFrom, textsFrom } from './value.ts';
import { type Arguments, type Command, onlyOptions, without } from './writer.ts';

const create: Command = (call, writer) => createTable(definitionFrom(call, writer), call.line, writer);

const createJoin: Command = (call, writer) => {
  const { options } = call;
  const ends = call.items.map((item) => singularOf(textFrom(item)));
  const own: Options = new Map([['null', false], ['index', false], ...optionsIn(options.get('column_options'))]);
  const rest: Options = new Map([...without(options, 'column_options', 'table_name'), ['id', false]]);
  const table = emptyTable({ ...call, items: [joinName(call)], options: rest }, writer);
  for (const end of ends) addReferenceTo(table, { name: end, options: own }, writer);
  createTable(withBlock(table, call, writer), call.line, writer);
};

function joinName({ items, options }: Arguments): string {
  const [one, other] = items.map(textFrom) as [string, string];
  return options.has('table_name') ? textFrom(options.get('table_name')) : joinTableName(one, other);
}

const drop: Command = ({ items, options, line }, writer) => {
  onlyOptions(without(options, 'id', 'primary_key'), 'if_exists', 'force', 'comment', 'bulk');
  for (const name of items.map(textFrom)) {
    const cascade = options.get('force') === 'cascade' ? ' CASCADE' : '';
    writer.write(
      `DROP TABLE ${options.get('if_exists') === true ? 'IF EXISTS ' : ''}${tableName(name)}${cascade}`,
      line,
    );
    writer.known.delete(name);
  }
};

const dropJoin: Command = (call, writer) => {
  drop({ ...call, items: [joinName(call)], options: without(call.options, 'table_name', 'column_options') }, writer);
};

/** Rails renames a key's index where a sequence fills it, that sequence, and the indexes that it named itself, as well. */
const rename: Command = ({ items, line }, writer) => {
  const [from, to] = items.map(textFrom) as [string, string];
  const table = knownTable(writer.known, from);
  writer.write(`ALTER TABLE ${tableName(from)} RENAME TO ${identifier(to)}`, line);
  if (table.key?.serial) {
    const { column } = table.key;
    writer.write(`ALTER INDEX ${tableName(`${from}_pkey`)} RENAME TO ${identifier(`${to}_pkey`)}`, line);
    const sequence = identifier(`${to}_${column}_seq`);
    writer.write(`ALTER SEQUENCE ${tableName(`${from}_${column}_seq`)} RENAME TO ${sequence}`, line);
  }
  writer.known.set(to, table);
  writer.known.delete(from);
  renameIndexes(to, { from, line }, writer);
};

const changeComment: Command = (call, writer) => {
  commentOn(
    `TABLE ${tableName(textFrom(call.items[0]))}`,
    { value: call.options.get('to') ?? call.items[1] ?? null, line: call.line },
    writer,
  );
};

const enableExtension: Command = ({ items, line }, writer) => {
  // Later versions take a schema before the name.
  const [name = '', schema] = textFrom(items[0]).split('.').reverse();
  const where = schema === undefined ? '' : ` SCHEMA ${identifier(schema)}`;
  writer.write(`CREATE EXTENSION IF NOT EXISTS ${identifier(name)}${where}`, line);
};

const disableExtension: Command = ({ items, line }, writer) => {
  writer.write(`DROP EXTENSION IF EXISTS ${identifier(textFrom(items[0]))} CASCADE`, line);
};

const createEnum: Command = ({ items, line }, writer) => {
  const values = textsFrom(items[1]).map((value) => literal(value).trim());
  writer.write(`CREATE TYPE ${tableName(textFrom(items[0]))} AS ENUM (${values.join(', ')})`, line);
};

const dropEnum: Command = ({ items, options, line }, writer) => {
  const once = options.get('if_exists') === true ? 'IF EXISTS ' : '';
  writer.write(`DROP TYPE ${once}${tableName(textFrom(items[0]))}`, line);
};

const rawSql: Command = ({ items, lines, line }, writer) => writer.write(textFrom(items[0]), line, lines[0]);

/** Commands on whole tables, and what is no table at all. */
export const tableCommands: Record<string, Command> = {
  create_table: create,
  create_join_table: createJoin,
  drop_table: drop,
  drop_join_table: dropJoin,
  rename_table: rename,
  change_table_comment: changeComment,
  enable_extension: enableExtension,
  disable_extension: disableExtension,
  create_enum: createEnum,
  drop_enum: dropEnum,
  execute: rawSql,
};
