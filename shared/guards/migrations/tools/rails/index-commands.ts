import { identifier } from '../../../../session/sql.ts';
import { commentOn } from './comments.ts';
import { type KnownIndex, knownTable } from './known.ts';
import { indexColumns, indexName } from './names.ts';
import { tableName } from './quoting.ts';
import { notConstant, type Options, textFrom, textsFrom, type Value } from './value.ts';
import { type Arguments, type Command, onlyOptions, type Writer } from './writer.ts';

/** An index as CREATE INDEX writes it. */
export function addIndex(
  table: string,
  { columns, options, line }: { columns: Value; options: Options; line: number },
  writer: Writer,
): void {
  onlyOptions(
    options,
    ...['name', 'unique', 'algorithm', 'where', 'using', 'order', 'opclass', 'if_not_exists', 'comment', 'include'],
    ...['nulls_not_distinct', 'length', 'internal'],
  );
  const expression = typeof columns === 'string' && /\W/.test(columns);
  const names = expression ? columns : textsFrom(columns);
  const given = options.get('name');
  const name =
    given === undefined || given === null ? indexName(table, indexColumns(names), writer.dialect) : textFrom(given);
  const on = typeof names === 'string' ? names : names.map((column) => columnSql(column, options)).join(', ');
  const where = options.get('where');
  const using = options.get('using');
  const parts = [
    options.get('unique') === true ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX',
    ...concurrently(options),
    ...(options.get('if_not_exists') === true ? ['IF NOT EXISTS'] : []),
    `${identifier(name)} ON ${tableName(table)}`,
    ...(using === undefined ? [] : [`USING ${textFrom(using)}`]),
    `(${on})`,
    ...(options.has('include')
      ? [
          `INCLUDE (${textsFrom(options.get('include'))
            .map((each) => identifier(each))
            .join(', ')})`,
        ]
      : []),
    ...(options.get('nulls_not_distinct') === true ? ['NULLS NOT DISTINCT'] : []),
    ...(where === undefined || where === null ? [] : [`WHERE ${textFrom(where)}`]),
  ];
  writer.write(parts.join(' '), line);
  commentOn(`INDEX ${identifier(name)}`, { value: options.get('comment'), line }, writer);
  const generated = !expression && name === indexName(table, indexColumns(names), writer.dialect);
  const { indexes } = knownTable(writer.known, table);
  if (indexes.every((index) => index.name !== name)) indexes.push({ name, columns: indexColumns(names), generated });
}

function concurrently(options: Options): string[] {
  const algorithm = options.get('algorithm');
  if (algorithm === undefined || algorithm === null) return [];
  return algorithm === 'concurrently' ? ['CONCURRENTLY'] : notConstant();
}

function columnSql(column: string, options: Options): string {
  const own = (option: string) => {
    const value = options.get(option);
    const each = value instanceof Map ? value.get(column) : value;
    return each === undefined || each === null ? [] : [textFrom(each)];
  };
  return [identifier(column), ...own('opclass'), ...own('order').map((word) => word.toUpperCase())].join(' ');
}

const add: Command = ({ items, options, line }, writer) => {
  addIndex(textFrom(items[0]), { columns: items[1] ?? notConstant(), options, line }, writer);
};

const remove: Command = (call, writer) => {
  const { options, line } = call;
  onlyOptions(options, 'name', 'column', 'algorithm', 'if_exists', 'unique', 'where', 'using', 'order', 'comment');
  const table = textFrom(call.items[0]);
  const known = knownTable(writer.known, table);
  const index = indexToRemove(call, known.indexes, writer);
  const schema = table.includes('.') && !index.includes('.') ? table.slice(0, table.indexOf('.') + 1) : '';
  const words = ['DROP INDEX', ...concurrently(options), ...(options.get('if_exists') === true ? ['IF EXISTS'] : [])];
  writer.write([...words, tableName(`${schema}${index}`)].join(' '), line);
  known.indexes = known.indexes.filter(({ name }) => name !== index);
};

/** By its name; or by its columns, whatever it is called; the name that Rails would give it where no migration made it. */
function indexToRemove({ items, options }: Arguments, indexes: KnownIndex[], { dialect }: Writer): string {
  if (options.has('name')) return textFrom(options.get('name'));
  const columns = items[1] ?? options.get('column');
  const names = indexColumns(typeof columns === 'string' ? columns : textsFrom(columns));
  const found = indexes.filter((index) => index.columns.join() === names.join());
  if (found.length > 1) return notConstant();
  return found[0]?.name ?? indexName(textFrom(items[0]), names, dialect);
}

const rename: Command = ({ items, line }, writer) => {
  const [table, from, to] = items.map(textFrom) as [string, string, string];
  writer.write(`ALTER INDEX ${identifier(from)} RENAME TO ${identifier(to)}`, line);
  const index = knownTable(writer.known, table).indexes.find(({ name }) => name === from);
  if (index) Object.assign(index, { name: to, generated: to === indexName(table, index.columns, writer.dialect) });
};

/** Commands on indexes. */
export const indexCommands: Record<string, Command> = { add_index: add, remove_index: remove, rename_index: rename };
