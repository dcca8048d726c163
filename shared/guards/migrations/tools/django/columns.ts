import { named } from '../python/quoting.ts';
import { argument, textOf } from '../python/value.ts';
import { effectiveDefault } from './defaults.ts';
import { forgetColumn, renameColumnIn } from './deferred.ts';
import { columnOf, type Field, fieldOf, flag, isIndexed, isKey, isManyToMany, isReference, isUnique } from './field.ts';
import { createThrough, dropTable, renameTable } from './models.ts';
import { type Model, tableOf, throughTable } from './state.ts';
import { typeOf } from './types.ts';
import {
  columnSql,
  deferIndexes,
  modelOf,
  type Operation,
  referenceSql,
  type Translate,
  textFamily,
} from './writing.ts';

/** The model and the field that an operation is about. */
function partsOf(operation: Operation): { model: Model; name: string } | null {
  const model = modelOf(operation);
  const name = textOf(argument(operation.call, 1, 'name'));
  return model === null || name === null ? null : { model, name };
}

/** AddField: Django sets a default for the rows that are there, and drops it. */
export const addField: Translate = (operation) => {
  const { call, names, writer } = operation;
  const parts = partsOf(operation);
  const field = parts && fieldOf(parts.name, argument(call, 2, 'field'), names);
  if (!parts || !field) return writer.unknown();
  const { model } = parts;
  model.fields.set(field.name, field);
  if (model.virtual) return;
  if (isManyToMany(field)) return createThrough(field, model, operation);
  const table = named(tableOf(model));
  const constraint = referenceSql(field, operation);
  writer.add(call.line, `ALTER TABLE ${table} ADD COLUMN ${columnSql(field, operation, true)}${constraint}`);
  const isFilled = effectiveDefault(field) !== null && !field.call.named.has('db_default');
  if (isFilled) writer.add(call.line, `ALTER TABLE ${table} ALTER COLUMN ${named(columnOf(field))} DROP DEFAULT`);
  deferIndexes(field, model, operation);
};

/** RemoveField */
export const removeField: Translate = (operation) => {
  const { call, writer } = operation;
  const parts = partsOf(operation);
  const field = parts?.model.fields.get(parts.name);
  if (!parts || !field) return writer.unknown();
  const { model } = parts;
  model.fields.delete(field.name);
  if (model.virtual) return;
  const through = throughTable(model, field);
  if (through !== null) return dropTable(through, operation);
  if (isManyToMany(field)) return;
  writer.add(call.line, `ALTER TABLE ${named(tableOf(model))} DROP COLUMN ${named(columnOf(field))} CASCADE`);
  forgetColumn(operation.deferred, tableOf(model), columnOf(field));
};

/** RenameField */
export const renameField: Translate = (operation) => {
  const { call, writer } = operation;
  const model = modelOf(operation);
  const [from, to] = [textOf(argument(call, 1, 'old_name')), textOf(argument(call, 2, 'new_name'))];
  const field = from === null ? undefined : model?.fields.get(from);
  if (!model || from === null || to === null || !field) return writer.unknown();
  const renamed = { ...field, name: to };
  model.fields = new Map([...model.fields].map(([name, each]) => (name === from ? [to, renamed] : [name, each])));
  const renameIn = (groups: string[][]) => groups.map((group) => group.map((name) => (name === from ? to : name)));
  model.uniqueTogether = renameIn(model.uniqueTogether);
  model.indexTogether = renameIn(model.indexTogether);
  if (model.virtual) return;
  const [table, next] = [throughTable(model, field), throughTable(model, renamed)];
  if (table !== null && next !== null && table !== next) renameTable(table, next, operation);
  if (isManyToMany(field) || columnOf(field) === columnOf(renamed)) return;
  if (isReference(field)) dropsReference(field, operation);
  writer.add(
    call.line,
    `ALTER TABLE ${named(tableOf(model))} RENAME COLUMN ${named(columnOf(field))} TO ${named(columnOf(renamed))}`,
  );
  renameColumnIn(operation.deferred, tableOf(model), { from: columnOf(field), to: columnOf(renamed) });
};

/** A constraint is dropped and made anew under another hash. */
function dropsReference(field: Field, { writer }: Operation) {
  if (flag(field, 'db_constraint', true)) writer.unknown();
}

/** AlterField: what differs between the two fields in the database, in Django's order. */
export const alterField: Translate = (operation) => {
  const { call, names, writer } = operation;
  const parts = partsOf(operation);
  const field = parts && fieldOf(parts.name, argument(call, 2, 'field'), names);
  const before = parts?.model.fields.get(parts.name);
  if (!parts || !field || !before) return writer.unknown();
  const { model } = parts;
  const was = stateOf(before, operation);
  model.fields.set(field.name, field);
  const is = stateOf(field, operation);
  if (model.virtual) return;
  if (isManyToMany(field) || isManyToMany(before))
    return was.column === is.column && was.to === is.to ? undefined : writer.unknown();
  if (field.kind === null && was.text !== is.text) writer.unknown();
  // What goes had a hash for a name, or takes others along.
  if ((was.unique && !is.unique) || (was.indexed && !is.indexed) || was.key !== is.key || was.check !== is.check)
    writer.unknown();
  const isMoved = was.reference !== is.reference || (was.reference !== '' && was.type !== is.type);
  if (isMoved && was.reference !== '') writer.unknown();
  alterColumn(field, { was, is, table: named(tableOf(model)) }, operation);
  alterReferring(model, { was, is }, operation);
  if (isMoved && is.reference !== '') {
    writer.add(
      call.line,
      `ALTER TABLE ${named(tableOf(model))} ADD FOREIGN KEY (${named(columnOf(field))})${is.reference}`,
    );
  }
};

/** Where the type of a key changes, the columns that refer to it follow; their constraints are dropped and made anew. */
function alterReferring(
  model: Model,
  { was, is }: { was: ColumnState; is: ColumnState },
  { call, state, writer }: Operation,
) {
  if (was.type === is.type || !is.key) return;
  const key = `${model.app}.${model.name}`.toLowerCase();
  for (const other of state.values()) {
    for (const field of [...other.fields.values()].filter(
      (each) => each.to === key && !each.call.named.has('to_field'),
    )) {
      writer.unknown();
      if (other.virtual || !isReference(field)) continue;
      const column = named(columnOf(field));
      const change = `ALTER COLUMN ${column} TYPE ${is.type} USING ${column}::${is.type}`;
      writer.add(call.line, `ALTER TABLE ${named(tableOf(other))} ${change}`);
    }
  }
}

type ColumnState = ReturnType<typeof stateOf>;

function stateOf(field: Field, operation: Operation) {
  const type = typeOf(field, operation.state, operation.names);
  return {
    column: columnOf(field),
    type: type.sql.replace(
      /^(big|small)?serial$/,
      (_, size) => ({ big: 'bigint', small: 'smallint' })[size as string] ?? 'integer',
    ),
    check: type.check,
    null: flag(field, 'null'),
    unique: isUnique(field),
    indexed: isIndexed(field),
    key: isKey(field),
    to: field.to,
    reference: referenceSql(field, operation),
    text: JSON.stringify(field.call, (key, value) =>
      key === 'line' ? undefined : value instanceof Map ? [...value] : value,
    ),
  };
}

function alterColumn(
  field: Field,
  { was, is, table }: { was: ColumnState; is: ColumnState; table: string },
  operation: Operation,
) {
  const { call, writer } = operation;
  const add = (text: string) => writer.add(call.line, `ALTER TABLE ${table} ${text}`);
  const column = named(is.column);
  if (was.column !== is.column) add(`RENAME COLUMN ${named(was.column)} TO ${column}`);
  if (was.type !== is.type) {
    if (!typeOf(field, operation.state, operation.names).known) writer.unknown();
    // Between lengths of one type Django leaves the conversion to the database.
    const base = (type: string) => type.replace(/\(.*\)/, '');
    const using = base(was.type) === base(is.type) ? '' : ` USING ${column}::${is.type}`;
    add(`ALTER COLUMN ${column} TYPE ${is.type}${using}`);
  }
  const value = was.null && !is.null && !field.call.named.has('db_default') ? effectiveDefault(field) : null;
  if (value !== null) {
    add(`ALTER COLUMN ${column} SET DEFAULT ${value}`);
    writer.add(call.line, `UPDATE ${table} SET ${column} = ${value} WHERE ${column} IS NULL`);
  }
  if (was.null !== is.null) add(`ALTER COLUMN ${column} ${is.null ? 'DROP' : 'SET'} NOT NULL`);
  if (value !== null) add(`ALTER COLUMN ${column} DROP DEFAULT`);
  if (!was.unique && is.unique) add(`ADD UNIQUE (${column})`);
  if (!was.indexed && is.indexed) writer.add(call.line, `CREATE INDEX ON ${table} (${column})`);
  const family = textFamily(is.type);
  const isLike = (state: ColumnState) => state.indexed || state.unique;
  if (family && isLike(is) && !isLike(was))
    writer.add(call.line, `CREATE INDEX ON ${table} (${column} ${family}_pattern_ops)`);
}

/** AlterOrderWithRespectTo: a column `_order`. */
export const alterOrder: Translate = (operation) => {
  const { call, writer } = operation;
  const model = modelOf(operation, 'name');
  const to = argument(call, 1, 'order_with_respect_to');
  if (model === null || to === undefined) return writer.unknown();
  const table = named(tableOf(model));
  if (to.kind === 'none') return writer.add(call.line, `ALTER TABLE ${table} DROP COLUMN _order CASCADE`);
  writer.add(call.line, `ALTER TABLE ${table} ADD COLUMN _order integer DEFAULT 0 NOT NULL`);
  writer.add(call.line, `ALTER TABLE ${table} ALTER COLUMN _order DROP DEFAULT`);
};
