import type { Call, Expression } from '../ruby/expression.ts';
import { argumentsOf } from './arguments.ts';
import { changeTable } from './change-table.ts';
import { columnCommands } from './column-commands.ts';
import { constraintCommands } from './constraint-commands.ts';
import { indexCommands } from './index-commands.ts';
import { tableCommands } from './table-commands.ts';
import { constantOf, NotConstantError, type Scope, type Value } from './value.ts';
import type { Command, Writer } from './writer.ts';

const commands: Record<string, Command> = {
  ...tableCommands,
  ...columnCommands,
  ...indexCommands,
  ...constraintCommands,
  change_table: changeTable,
};

/** Blocks that run once, in their place. `safety_assured` is of strong_migrations. */
const transparent = new Set(['safety_assured', 'say_with_time', 'suppress_messages', 'up_only', 'transaction']);
const silent = new Set(['say', 'reset_column_information', 'announce', 'puts', 'disable_ddl_transaction!']);

/** Writes down the SQL of `change` or `up`, as far as it can be read. Returns whether parts of it could not: it is opaque. */
export function translate(body: Expression[], scope: Scope, writer: Writer): boolean {
  const walk: Walk = { writer, scope: new Map(scope), opaque: false, ended: false };
  statements(body, walk);
  return walk.opaque;
}

interface Walk {
  writer: Writer;
  scope: Map<string, Value>;
  opaque: boolean;
  /** what follows may not run */
  ended: boolean;
}

function statements(body: Expression[], walk: Walk): void {
  for (const statement of body) {
    if (walk.ended) return;
    if (statement.is === 'call') called(statement, walk);
    else if (statement.is === 'set') assign(statement, walk);
    else if (statement.is === 'unknown') {
      walk.opaque = true;
      walk.ended = statement.leaves;
    }
  }
}

function called(call: Call, walk: Walk): void {
  const { name, block } = call;
  const command = Object.hasOwn(commands, name) && isOwn(call) ? commands[name] : undefined;
  if (command) attempt(() => command(argumentsOf(call, walk.scope), walk.writer), walk);
  else if (name === 'reversible' && block) reversible(call, walk);
  else if (transparent.has(name) && block) statements(block.body, walk);
  else if (name === 'each' && block && call.receiver) attempt(() => each(call, walk), walk);
  else if (!silent.has(name)) walk.opaque = true;
}

/** On the migration itself or its connection; `User.connection` may be another database. */
function isOwn({ receiver, name }: Call): boolean {
  if (receiver === null) return true;
  if (receiver.is !== 'call' || receiver.name !== 'connection' || name !== 'execute') return false;
  return receiver.receiver === null || (receiver.receiver.is === 'name' && receiver.receiver.name === 'Base');
}

/** `reversible { |dir| dir.up { ... } }` */
function reversible({ block }: Call, walk: Walk): void {
  for (const statement of block?.body ?? []) {
    if (statement.is !== 'call' || !statement.block || !['up', 'down'].includes(statement.name)) walk.opaque = true;
    else if (statement.name === 'up') statements(statement.block.body, walk);
  }
}

/** A name that stands for a constant; or no longer, where it is given something else. */
function assign({ name, value }: { name: string; value: Expression }, { scope }: Walk): void {
  const before = new Map(scope);
  scope.delete(name);
  try {
    scope.set(name, constantOf(value, before));
  } catch (error) {
    if (!(error instanceof NotConstantError)) throw error;
  }
}

/** `[:a, :b].each { |name| ... }`: the list is known, so each round is. */
function each({ receiver, block }: Call, walk: Walk): void {
  const [parameter, ...others] = block?.parameters ?? [];
  const list = receiver === null ? null : constantOf(receiver, walk.scope);
  if (!Array.isArray(list) || parameter === undefined || others.length > 0) throw new NotConstantError();
  for (const item of list) {
    walk.scope.set(parameter, item);
    statements(block?.body ?? [], walk);
  }
}

function attempt(action: () => void, walk: Walk): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof NotConstantError)) throw error;
    walk.opaque = true;
  }
}
