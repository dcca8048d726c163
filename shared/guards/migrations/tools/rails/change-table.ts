import { argumentsOf } from './arguments.ts';
import { columnCommands } from './column-commands.ts';
import { constraintCommands } from './constraint-commands.ts';
import { isOn } from './definition.ts';
import { indexCommands } from './index-commands.ts';
import { columnTypes } from './types.ts';
import { notConstant, optionsIn, type Value } from './value.ts';
import { type Arguments, type Command, type Writer, without } from './writer.ts';

/** Methods of the table in `change_table`, and the commands that they stand for. */
const methods: Record<string, string> = {
  column: 'add_column',
  index: 'add_index',
  rename_index: 'rename_index',
  timestamps: 'add_timestamps',
  change: 'change_column',
  change_default: 'change_column_default',
  change_null: 'change_column_null',
  remove: 'remove_columns',
  remove_index: 'remove_index',
  remove_timestamps: 'remove_timestamps',
  rename: 'rename_column',
  foreign_key: 'add_foreign_key',
  remove_foreign_key: 'remove_foreign_key',
  check_constraint: 'add_check_constraint',
  remove_check_constraint: 'remove_check_constraint',
  unique_constraint: 'add_unique_constraint',
  remove_unique_constraint: 'remove_unique_constraint',
};

const severalAtOnce: Record<string, string> = {
  references: 'add_reference',
  belongs_to: 'add_reference',
  remove_references: 'remove_reference',
  remove_belongs_to: 'remove_reference',
};

/** `change_table :users do |t| ... end`: each line of the block is a command on that table. */
export const changeTable: Command = (call, writer) => {
  const [table = null] = call.items;
  for (const statement of call.block?.body ?? []) {
    if (!isOn(statement, call.block?.parameters[0])) return notConstant();
    changeBy(statement.name, { ...argumentsOf(statement, call.scope), table }, writer);
  }
};

interface Change extends Arguments {
  table: Value;
}

function changeBy(method: string, change: Change, writer: Writer): void {
  const { table, items } = change;
  const several = severalAtOnce[method];
  if (columnTypes.has(method)) {
    for (const name of items) addColumn({ ...change, items: [table, name, method] }, writer);
  } else if (method === 'column') addColumn({ ...change, items: [table, ...items] }, writer);
  else if (several) {
    for (const name of items) run(several, { ...change, items: [table, name] }, writer);
  } else run(methods[method] ?? notConstant(), { ...change, items: [table, ...items] }, writer);
}

/** Here, other than in `add_column`, `index: true` makes one. */
function addColumn(change: Change, writer: Writer): void {
  const index = change.options.get('index') ?? false;
  run('add_column', { ...change, options: without(change.options, 'index') }, writer);
  if (index === false) return;
  const [table = null, name = null] = change.items;
  run('add_index', { ...change, items: [table, name], options: optionsIn(index) }, writer);
}

function run(name: string, call: Arguments, writer: Writer): void {
  const command = columnCommands[name] ?? indexCommands[name] ?? constraintCommands[name] ?? notConstant();
  command(call, writer);
}
