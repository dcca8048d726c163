import { listed, named, quotedText } from '../python/quoting.ts';
import { argument, itemsOf, nameOf, textOf, type Value } from '../python/value.ts';
import type { Operation, Translate } from './operation.ts';
import { sqlTextOf } from './texts.ts';

/** op.execute, and `op.get_bind().execute`: the SQL where it stands, line for line. */
export const execute: Translate = ({ call, line, writer }) => {
  const given = argument(call, 0, 'sqltext');
  const text = sqlTextOf(given);
  if (text === null || call.positional.length > 1) return writer.unknown();
  const string = given?.kind === 'call' ? given.positional[0] : given;
  writer.add(string?.line ?? line, text);
};

/** op.bulk_insert, where table and rows are written out. */
export const bulkInsert: Translate = (operation) => {
  const { call, line, writer } = operation;
  const table = argument(call, 0, 'table');
  const isTable = table?.kind === 'call' && /^sqlalchemy\..*\btable$/i.test(nameOf(table) ?? '');
  const name = isTable ? textOf(table.positional[0]) : null;
  const rows = itemsOf(argument(call, 1, 'rows'))?.map(rowOf);
  if (name === null || !rows?.every((row) => row !== null)) return writer.unknown();
  const schema = isTable ? textOf(table.named.get('schema')) : null;
  for (const row of rows) {
    const values = [...row.values()].join(', ');
    writer.add(line, `INSERT INTO ${named(name, schema)} ${listed([...row.keys()])} VALUES (${values})`);
  }
};

function rowOf(value: Value): Map<string, string> | null {
  const row = new Map<string, string>();
  for (const [key, item] of value.kind === 'dictionary' ? value.entries : []) {
    const [name, written] = [textOf(key), literalOf(item)];
    if (name === null || written === null) return null;
    row.set(name, written);
  }
  return row.size === 0 ? null : row;
}

function literalOf(value: Value): string | null {
  switch (value.kind) {
    case 'string':
      return quotedText(value.text);
    case 'number':
      return /^-?[\d.]+(e[+-]?\d+)?$/i.test(value.text) ? value.text : null;
    case 'boolean':
      return String(value.value);
    default:
      return value.kind === 'none' ? 'NULL' : null;
  }
}

/** `sa.Enum(..., name='mood').create(op.get_bind())`: the type; and `.drop(...)`. */
export function enumType(
  { line, writer }: Pick<Operation, 'line' | 'writer'>,
  action: string,
  type: { sql: string; create?: string },
) {
  if (action === 'drop') writer.add(line, `DROP TYPE ${type.sql}`);
  else if (type.create !== undefined) writer.add(line, type.create);
  else writer.unknown();
}
