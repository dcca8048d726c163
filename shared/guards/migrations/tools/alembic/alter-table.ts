import { listed, named, quotedText } from '../python/quoting.ts';
import { argument, type Call, isFalse, isTrue, textOf } from '../python/value.ts';
import { columnOf, columnSql, isCallOf } from './columns.ts';
import { columnForeignKey } from './constraints.ts';
import { commentsOf, indexesOf } from './create-table.ts';
import type { Operation, Translate } from './operation.ts';
import { defaultOf } from './texts.ts';
import { typeOf } from './types.ts';

/** The table that a call names in that place, with its `schema`; null where it is not known. */
export function tableOf(call: Call, place: number, name = 'table_name'): string | null {
  const table = textOf(argument(call, place, name));
  const schema = call.named.get('schema');
  if (table === null || (schema && schema.kind !== 'none' && schema.kind !== 'string')) return null;
  return named(table, textOf(schema));
}

/** op.add_column: the column, then what comes with it in statements of their own, as Alembic writes them. */
export const addColumn: Translate = (operation) => {
  const { call, line, writer } = operation;
  const table = tableOf(call, 0);
  const column = columnOf(argument(call, 1, 'column'));
  if (table === null || column === null) return writer.unknown();
  if (!column.known) writer.unknown();
  const ifNot = isTrue(call.named.get('if_not_exists')) ? 'IF NOT EXISTS ' : '';
  writer.add(line, `ALTER TABLE ${table} ADD COLUMN ${ifNot}${columnSql(column, column.primaryKey)}`);
  for (const foreignKey of column.foreignKeys) {
    const constraint = columnForeignKey(column.name, foreignKey);
    if (constraint === null) writer.unknown();
    else writer.add(line, `ALTER TABLE ${table} ADD ${constraint}`);
  }
  if (column.unique && !column.index) writer.add(line, `ALTER TABLE ${table} ADD UNIQUE ${listed([column.name])}`);
  const name = textOf(argument(call, 0, 'table_name')) ?? '';
  const made = { name, schema: textOf(call.named.get('schema')), columns: [column] };
  indexesOf(operation, made);
  commentsOf(operation, made);
};

/** op.drop_column */
export const dropColumn: Translate = ({ call, line, writer }) => {
  const table = tableOf(call, 0);
  const column = textOf(argument(call, 1, 'column_name'));
  if (table === null || column === null) return writer.unknown();
  const ifThere = isTrue(call.named.get('if_exists')) ? 'IF EXISTS ' : '';
  writer.add(line, `ALTER TABLE ${table} DROP COLUMN ${ifThere}${named(column)}`);
};

/** op.alter_column, in the order in which alembic/ddl/postgresql.py writes it. */
export const alterColumn: Translate = (operation) => {
  const { call, line, writer } = operation;
  const table = tableOf(call, 0);
  const column = textOf(argument(call, 1, 'column_name'));
  if (table === null || column === null) return writer.unknown();
  const alter = `ALTER TABLE ${table} ALTER COLUMN ${named(column)}`;
  alterType(operation, alter);
  const nullable = argument(call, 2, 'nullable');
  if (isTrue(nullable)) writer.add(line, `${alter} DROP NOT NULL`);
  else if (isFalse(nullable)) writer.add(line, `${alter} SET NOT NULL`);
  else if (nullable && nullable.kind !== 'none') writer.unknown();
  alterDefault(operation, alter);
  alterComment(operation, `COMMENT ON COLUMN ${table}.${named(column)}`);
  const to = call.named.get('new_column_name');
  const name = textOf(to);
  if (name !== null) writer.add(line, `ALTER TABLE ${table} RENAME COLUMN ${named(column)} TO ${named(name)}`);
  else if (to && to.kind !== 'none') writer.unknown();
};

function alterType({ call, line, writer }: Operation, alter: string) {
  const given = call.named.get('type_');
  if (!given || given.kind === 'none') return;
  const type = typeOf(given);
  const using = call.named.get('postgresql_using');
  const expression = using === undefined || using.kind === 'none' ? '' : textOf(using);
  if (!type.known || expression === null) writer.unknown();
  writer.add(line, `${alter} TYPE ${type.sql}${expression ? ` USING ${expression}` : ''}`);
}

function alterDefault({ call, line, writer }: Operation, alter: string) {
  const given = call.named.get('server_default');
  if (!given || isFalse(given)) return;
  if (given.kind === 'none') {
    // Of an identity or a generated column it drops that instead.
    const existing = call.named.get('existing_server_default');
    if (isCallOf(existing, 'Identity')) return writer.add(line, `${alter} DROP IDENTITY`);
    if (isCallOf(existing, 'Computed')) return writer.unknown();
    return writer.add(line, `${alter} DROP DEFAULT`);
  }
  const expression = isCallOf(given, 'Identity', 'Computed') ? null : defaultOf(given);
  if (expression === null) writer.unknown();
  else writer.add(line, `${alter} SET DEFAULT ${expression}`);
}

function alterComment({ call, line, writer }: Operation, head: string) {
  const given = call.named.get('comment');
  if (!given || isFalse(given)) return;
  const comment = textOf(given);
  if (comment === null && given.kind !== 'none') return writer.unknown();
  writer.add(line, `${head} IS ${comment === null ? 'NULL' : quotedText(comment)}`);
}

/** op.drop_table */
export const dropTable: Translate = ({ call, line, writer }) => {
  const table = tableOf(call, 0);
  if (table === null) return writer.unknown();
  writer.add(line, `DROP TABLE ${isTrue(call.named.get('if_exists')) ? 'IF EXISTS ' : ''}${table}`);
};

/** op.rename_table */
export const renameTable: Translate = ({ call, line, writer }) => {
  const table = tableOf(call, 0, 'old_table_name');
  const to = textOf(argument(call, 1, 'new_table_name'));
  if (table === null || to === null) return writer.unknown();
  writer.add(line, `ALTER TABLE ${table} RENAME TO ${named(to)}`);
};

/** op.create_table_comment and op.drop_table_comment */
export const tableComment: Translate = ({ call, line, writer }) => {
  const table = tableOf(call, 0);
  const comment = textOf(argument(call, 1, 'comment'));
  if (table === null) return writer.unknown();
  writer.add(line, `COMMENT ON TABLE ${table} IS ${comment === null ? 'NULL' : quotedText(comment)}`);
};
