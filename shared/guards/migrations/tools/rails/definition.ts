import type { Expression } from '../ruby/expression.ts';
import { argumentsOf } from './arguments.ts';
import { timestampOptions } from './column-commands.ts';
import { emptyTable, type TableDefinition } from './create-table.ts';
import { referenceFrom } from './references.ts';
import { columnTypes } from './types.ts';
import { notConstant, type Options, optionsIn, textFrom, type Value } from './value.ts';
import { type Arguments, type Writer, without } from './writer.ts';

/** The table that `create_table` and its block describe. */
export function definitionFrom(call: Arguments, writer: Writer): TableDefinition {
  return withBlock(emptyTable(call, writer), call, writer);
}

/** What the block of `create_table` adds to a table: `t.string :name`. */
export function withBlock(table: TableDefinition, { block, scope }: Arguments, writer: Writer): TableDefinition {
  for (const statement of block?.body ?? []) {
    if (!isOn(statement, block?.parameters[0])) return notConstant();
    addTo(table, statement.name, { call: argumentsOf(statement, scope), writer });
  }
  return table;
}

type Call = Extract<Expression, { is: 'call' }>;

/** Whether it is a call on what the block was given: `t.string`. */
export function isOn(statement: Expression, parameter: string | undefined): statement is Call {
  return statement.is === 'call' && statement.receiver?.is === 'name' && statement.receiver.name === parameter;
}

function addTo(table: TableDefinition, method: string, { call, writer }: { call: Arguments; writer: Writer }): void {
  const { items, options } = call;
  if (columnTypes.has(method) || method === 'virtual') {
    for (const item of items) addColumn(table, { name: textFrom(item), type: method, options });
  } else if (method === 'column') {
    addColumn(table, { name: textFrom(items[0]), type: textFrom(items[1]), options });
  } else if (method === 'timestamps') {
    for (const name of ['created_at', 'updated_at']) {
      addColumn(table, { name, type: 'datetime', options: timestampOptions(options, writer) });
    }
  } else if (method === 'references' || method === 'belongs_to') {
    for (const item of items) addReferenceTo(table, { name: textFrom(item), options }, writer);
  } else if (method === 'primary_key') {
    addKey(table, call, writer);
  } else addObject(table, method, call);
}

function addKey(table: TableDefinition, { items, options }: Arguments, { dialect }: Writer): void {
  const type = items[1] === undefined ? 'primary_key' : textFrom(items[1]);
  const all: Options = new Map([...options, ['primary_key', true]]);
  if (type === 'uuid' && !all.has('default')) all.set('default', { sql: dialect.uuidDefault });
  table.columns.push({ name: textFrom(items[0]), type, options: type === 'primary_key' ? options : all });
}

function addObject(table: TableDefinition, method: string, { items, options }: Arguments): void {
  if (method === 'index') table.indexes.push({ columns: items[0] ?? notConstant(), options });
  else if (method === 'foreign_key') table.foreignKeys.push({ to: textFrom(items[0]), options });
  else if (method === 'check_constraint') table.checks.push({ expression: items[0], options });
  else notConstant();
}

function addColumn(
  table: TableDefinition,
  { name, type, options }: { name: string; type: string; options: Options },
): void {
  const index = options.get('index') ?? false;
  table.columns.push({ name, type, options: without(options, 'index') });
  if (index !== false) table.indexes.push({ columns: [name], options: optionsIn(index as Value) });
}

/** What `t.references` adds to a table. */
export function addReferenceTo(
  table: TableDefinition,
  { name, options }: { name: string; options: Options },
  writer: Writer,
): void {
  const { columns, index, foreignKey } = referenceFrom(name, options, { table: table.name, writer });
  table.columns.push(...columns);
  if (index) table.indexes.push(index);
  if (foreignKey) table.foreignKeys.push(foreignKey);
}
