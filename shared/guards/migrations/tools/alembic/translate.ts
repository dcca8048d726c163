import type { SqlPart } from '../../../../model/manifest.ts';
import { type Call, nameOf, type Statement, textOf, type Value } from '../python/value.ts';
import { type Writer, writer } from '../python/writer.ts';
import { addOverColumns, createCheck, createExclusion, createForeignKey, dropConstraint } from './add-constraints.ts';
import { addColumn, alterColumn, dropColumn, dropTable, renameTable, tableComment } from './alter-table.ts';
import { createTable } from './create-table.ts';
import { bulkInsert, enumType, execute } from './data.ts';
import { createIndex, dropIndex } from './indexes.ts';
import type { Translate } from './operation.ts';
import { typeOf } from './types.ts';

const operations: Record<string, Translate> = {
  add_column: addColumn,
  drop_column: dropColumn,
  alter_column: alterColumn,
  create_table: createTable,
  drop_table: dropTable,
  rename_table: renameTable,
  create_index: createIndex,
  drop_index: dropIndex,
  create_foreign_key: createForeignKey,
  create_unique_constraint: addOverColumns('UNIQUE'),
  create_primary_key: addOverColumns('PRIMARY KEY'),
  create_check_constraint: createCheck,
  create_exclude_constraint: createExclusion,
  drop_constraint: dropConstraint,
  create_table_comment: tableComment,
  drop_table_comment: tableComment,
  execute,
  bulk_insert: bulkInsert,
};

/** What stands for `op` in a block, and which table it is about. */
interface Batch {
  alias: string;
  table: Value;
  schema: Value | undefined;
}

interface Around {
  written: Writer;
  conventions: boolean;
  batch: Batch | null;
}

/**
 * The SQL that `upgrade()` runs, each piece with the line of its call, as far as that can be told without running it.
 * `opaque`: there is more. What stands in `autocommit_block` runs outside of the transaction.
 */
export function translated(upgrade: Statement[], conventions: boolean): { sql: SqlPart[]; opaque: boolean } {
  const written = writer();
  walk(upgrade, { written, conventions, batch: null });
  return { sql: written.parts, opaque: written.opaque };
}

function walk(statements: Statement[], around: Around) {
  for (const statement of statements) {
    if (statement.kind === 'with') block(statement, around);
    else if (statement.kind === 'expression') evaluate(statement.value, around);
    else if (statement.kind === 'assign') evaluate(statement.value, around, true);
    else if (statement.kind !== 'function') around.written.unknown();
  }
}

function block(statement: Statement & { kind: 'with' }, around: Around) {
  const { written } = around;
  const [item, ...more] = statement.items;
  const call = item?.value;
  if (call?.kind !== 'call' || more.length > 0) return written.unknown();
  if (call.callee.kind === 'attribute' && call.callee.name === 'autocommit_block') {
    written.outside = true;
    walk(statement.body, around);
    written.outside = false;
    return;
  }
  const table = call.named.get('table_name') ?? call.positional[0];
  const isBatch = nameOf(call) === 'alembic.op.batch_alter_table' && item?.as && table;
  // A batch that always makes the table anew copies its rows.
  if (!isBatch || textOf(call.named.get('recreate')) === 'always') return written.unknown();
  walk(statement.body, { ...around, batch: { alias: item.as ?? '', table, schema: call.named.get('schema') } });
}

/** What an expression runs. A value that is given a name runs nothing, unless it calls what is not known here. */
function evaluate(value: Value, around: Around, assigned = false) {
  const { written } = around;
  if (value.kind !== 'call') {
    if (!assigned || value.kind === 'unknown') written.unknown();
    return;
  }
  const name = nameOf(value);
  if (name === null) return method(value, around);
  if (name === 'alembic.op.get_bind' || name === 'alembic.op.get_context') return;
  const [owner, operation] = split(name);
  const batch = around.batch?.alias === owner ? around.batch : null;
  const translate = owner === 'alembic.op' || batch ? operations[operation] : undefined;
  if (translate !== undefined) run(translate, batch ? inBatch(value, operation, batch) : value, around);
  else if (!assigned || !name.startsWith('sqlalchemy.')) written.unknown();
}

function split(name: string): [owner: string, last: string] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, Math.max(dot, 0)), name.slice(dot + 1)];
}

function run(translate: Translate, call: Call, { written, conventions }: Around) {
  translate({ call, line: call.line, writer: written, conventions });
}

/** `op.get_bind().execute(...)`, `sa.Enum(...).create(...)` */
function method(call: Call, around: Around) {
  const { written } = around;
  if (call.callee.kind !== 'attribute') return written.unknown();
  const { of, name } = call.callee;
  if (nameOf(of) === 'alembic.op.get_bind' && name === 'execute') return run(execute, call, around);
  const isEnum = /^sqlalchemy\..*\benum$/i.test(nameOf(of) ?? '');
  const type = isEnum ? typeOf(withType(of)) : null;
  if (type === null || (name !== 'create' && name !== 'drop')) return written.unknown();
  enumType({ line: call.line, writer: written }, name, type);
}

/** `create_type=False` keeps the columns from making the type; asked to, it is made. */
function withType(value: Value): Value {
  if (value.kind !== 'call') return value;
  return { ...value, named: new Map([...value.named].filter(([name]) => name !== 'create_type')) };
}

/** The call as `op` would have it: with the table in its place. */
function inBatch(call: Call, operation: string, { table, schema }: Batch): Call {
  const named = new Map(call.named);
  if (schema && operation === 'create_foreign_key') named.set('source_schema', schema);
  else if (schema) named.set('schema', schema);
  const [first, ...rest] = call.positional;
  if (/_column$|_table_comment$/.test(operation)) return { ...call, positional: [table, ...call.positional], named };
  if (operation === 'drop_index' || operation === 'execute' || first === undefined) {
    named.set(operation === 'create_foreign_key' ? 'source_table' : 'table_name', table);
    return { ...call, named };
  }
  return { ...call, positional: [first, table, ...rest], named };
}
