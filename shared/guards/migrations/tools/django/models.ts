import { named } from '../python/quoting.ts';
import { argument, itemsOf, textOf, type Value } from '../python/value.ts';
import { forgetTable, renameTableIn } from './deferred.ts';
import { columnOf, type Field, fieldOf, isManyToMany } from './field.ts';
import { constraintPart, createConstraintIndex, createIndexSql } from './indexes.ts';
import {
  columnsNamed,
  isVirtual,
  keyOf,
  type Model,
  optionOf,
  type State,
  tableOf,
  throughTable,
  togetherOf,
} from './state.ts';
import { targetOf, typeOf } from './types.ts';
import {
  columnSql,
  deferIndexes,
  modelOf,
  type Operation,
  referenceSql,
  type Translate,
  textFamily,
} from './writing.ts';

/** CreateModel: the table, then those of its many-to-many fields; constraints and indexes at the end of the migration. */
export const createModel: Translate = (operation) => {
  const { call, state, names, writer } = operation;
  const name = textOf(argument(call, 0, 'name'));
  const fields = itemsOf(argument(call, 1, 'fields'))?.map((item) => fieldIn(item, operation));
  if (name === null || !fields?.every((field) => field !== null)) return writer.unknown();
  const options = argument(call, 2, 'options');
  if (options !== undefined && options.kind !== 'dictionary') writer.unknown();
  const model: Model = {
    app: names.app,
    name,
    fields: new Map(fields.map((field) => [field.name, field])),
    givenTable: textOf(optionOf(options, 'db_table')),
    virtual: isVirtual(options),
    uniqueTogether: togetherOf(optionOf(options, 'unique_together')) ?? [],
    indexTogether: togetherOf(optionOf(options, 'index_together')) ?? [],
    indexes: byName(optionOf(options, 'indexes')),
    constraints: byName(optionOf(options, 'constraints')),
  };
  state.set(`${names.app}.${name}`.toLowerCase(), model);
  if (!model.virtual) writeTable(model, operation);
};

function fieldIn(item: Value, { names }: Operation): Field | null {
  const [name, value] = itemsOf(item) ?? [];
  const text = textOf(name);
  return text === null ? null : fieldOf(text, value, names);
}

function byName(list: Value | undefined): Map<string, Value> {
  const pairs = (itemsOf(list) ?? []).map((value): [string | null, Value] => [nameIn(value), value]);
  return new Map(pairs.filter((pair): pair is [string, Value] => pair[0] !== null));
}

function nameIn(value: Value): string | null {
  return value.kind === 'call' ? textOf(value.named.get('name')) : null;
}

function writeTable(model: Model, operation: Operation) {
  const { call, writer, deferred } = operation;
  const table = named(tableOf(model));
  const { line } = call;
  const unique = model.uniqueTogether.map((group) => columnsNamed(model, group));
  for (const columns of unique) {
    if (columns === null) writer.unknown();
    else deferred.push({ line, text: `ALTER TABLE ${table} ADD UNIQUE ${columns}` });
  }
  const columns = [...model.fields.values()].filter((field) => !isManyToMany(field));
  const parts = columns.map((field) => columnSql(field, operation));
  for (const field of columns) deferReference(field, model, operation);
  const constraints = [...model.constraints.values()].map((each) => constraintPart(each, model, operation));
  writer.add(
    line,
    `CREATE TABLE ${table} (\n  ${[...parts, ...constraints.filter((each) => each !== '')].join(',\n  ')}\n)`,
  );
  for (const field of columns) deferIndexes(field, model, operation);
  for (const group of model.indexTogether) {
    deferred.push({ line, text: `CREATE INDEX ON ${table} ${columnsNamed(model, group) ?? '(id)'}` });
  }
  for (const index of model.indexes.values()) deferred.push({ line, text: createIndexSql(index, model, operation) });
  for (const each of model.constraints.values()) {
    const index = createConstraintIndex(each, model, operation);
    if (index !== null) deferred.push({ line, text: index });
  }
  for (const field of model.fields.values()) createThrough(field, model, operation);
}

function deferReference(field: Field, model: Model, operation: Operation) {
  const reference = referenceSql(field, operation);
  const text = `ALTER TABLE ${named(tableOf(model))} ADD FOREIGN KEY (${named(columnOf(field))})${reference}`;
  if (reference !== '') operation.deferred.push({ line: operation.call.line, text });
}

/** The table of a many-to-many field: both keys, unique together. */
export function createThrough(field: Field, model: Model, { call, state, names, writer, deferred }: Operation) {
  const table = throughTable(model, field);
  if (table === null) return;
  const { line } = call;
  const target = targetOf(field, state, names);
  const key = keyOf(model);
  if (target === null || key === undefined) return writer.unknown();
  const own = numbers(typeOf(key, state, names).sql);
  const isSelf = field.to === `${model.app}.${model.name}`.toLowerCase();
  const [from, to] = isSelf
    ? [`from_${model.name.toLowerCase()}_id`, `to_${model.name.toLowerCase()}_id`]
    : [`${model.name.toLowerCase()}_id`, `${field.to?.split('.')[1]}_id`];
  if (names.serial === null) writer.unknown();
  writer.add(
    line,
    `CREATE TABLE ${named(table)} (\n  id ${names.serial ?? 'bigserial'} NOT NULL PRIMARY KEY,\n  ${named(from)} ${own} NOT NULL,\n  ${named(to)} ${target.type.sql} NOT NULL\n)`,
  );
  const references = [
    [from, tableOf(model), columnOf(key)],
    [to, target.table, target.column],
  ];
  const add = (text: string) => deferred.push({ line, text });
  add(`ALTER TABLE ${named(table)} ADD UNIQUE (${named(from)}, ${named(to)})`);
  for (const [column = '', other = '', otherColumn = ''] of references) {
    const reference = `REFERENCES ${named(other)} (${named(otherColumn)}) DEFERRABLE INITIALLY DEFERRED`;
    add(`ALTER TABLE ${named(table)} ADD FOREIGN KEY (${named(column)}) ${reference}`);
  }
  for (const [column, type] of [
    [from, own],
    [to, target.type.sql],
  ] as const) {
    add(`CREATE INDEX ON ${named(table)} (${named(column)})`);
    const family = textFamily(type);
    if (family) add(`CREATE INDEX ON ${named(table)} (${named(column)} ${family}_pattern_ops)`);
  }
}

function numbers(sql: string): string {
  return sql === 'bigserial'
    ? 'bigint'
    : sql.replace(/^(small)?serial$/, (_, small) => (small ? 'smallint' : 'integer'));
}

/** DeleteModel: the tables of its many-to-many fields, then its own. */
export const deleteModel: Translate = (operation) => {
  const { state, writer } = operation;
  const model = modelOf(operation, 'name');
  if (model === null) return writer.unknown();
  state.delete(`${model.app}.${model.name}`.toLowerCase());
  if (model.virtual) return;
  for (const table of [...throughTables(model), tableOf(model)]) dropTable(table, operation);
};

/** Drops a table, and what the migration still has in mind for it. */
export function dropTable(table: string, { call, writer, deferred }: Operation) {
  writer.add(call.line, `DROP TABLE ${named(table)} CASCADE`);
  forgetTable(deferred, table);
}

function throughTables(model: Model): string[] {
  return [...model.fields.values()].map((field) => throughTable(model, field)).filter((table) => table !== null);
}

/** RenameModel. Foreign keys to it are made anew, under names that are hashes. */
export const renameModel: Translate = (operation) => {
  const { call, state, writer } = operation;
  const model = modelOf(operation, 'old_name');
  const name = textOf(argument(call, 1, 'new_name'));
  if (model === null || name === null) return writer.unknown();
  const renamed = { ...model, name };
  const [from, to] = [`${model.app}.${model.name}`.toLowerCase(), `${model.app}.${name}`.toLowerCase()];
  const isReferred = [...state.values()].some((each) => [...each.fields.values()].some((field) => field.to === from));
  state.delete(from);
  state.set(to, renamed);
  redirect(state, from, to);
  if (model.virtual || tableOf(model) === tableOf(renamed)) return;
  if (isReferred) writer.unknown();
  renameTables(model, renamed, operation);
  for (const field of renamed.fields.values()) {
    const table = throughTable(renamed, field);
    const [column, next] = [`${model.name.toLowerCase()}_id`, `${name.toLowerCase()}_id`];
    if (table && field.to !== to && column !== next)
      writer.add(call.line, `ALTER TABLE ${named(table)} RENAME COLUMN ${named(column)} TO ${named(next)}`);
  }
};

function redirect(state: State, from: string, to: string) {
  for (const { fields } of state.values()) {
    for (const [name, field] of fields) if (field.to === from) fields.set(name, { ...field, to });
  }
}

/** A table takes the tables of its many-to-many fields along. */
function renameTables(model: Model, renamed: Model, operation: Operation) {
  renameTable(tableOf(model), tableOf(renamed), operation);
  for (const field of model.fields.values()) {
    const [from, to] = [throughTable(model, field), throughTable(renamed, field)];
    if (from !== null && to !== null && from !== to) renameTable(from, to, operation);
  }
}

/** Renames a table, also where the migration still has something in mind for it. */
export function renameTable(from: string, to: string, { call, writer, deferred }: Operation) {
  writer.add(call.line, `ALTER TABLE ${named(from)} RENAME TO ${named(to)}`);
  renameTableIn(deferred, from, to);
}

/** AlterModelTable */
export const alterModelTable: Translate = (operation) => {
  const { call, state, writer } = operation;
  const model = modelOf(operation, 'name');
  const table = argument(call, 1, 'table');
  if (model === null || (table && table.kind !== 'none' && table.kind !== 'string')) return writer.unknown();
  const altered = { ...model, givenTable: textOf(table) };
  state.set(`${model.app}.${model.name}`.toLowerCase(), altered);
  if (!model.virtual && tableOf(model) !== tableOf(altered)) renameTables(model, altered, operation);
};

/** AlterUniqueTogether and AlterIndexTogether. What is no longer there had a hash for a name. */
export function alterTogether(kind: 'uniqueTogether' | 'indexTogether'): Translate {
  return (operation) => {
    const { call, writer } = operation;
    const model = modelOf(operation, 'name');
    const groups = togetherOf(argument(call, 1, kind === 'uniqueTogether' ? 'unique_together' : 'index_together'));
    if (model === null || groups === null) return writer.unknown();
    const before = model[kind].map((group) => group.join());
    const after = groups.map((group) => group.join());
    model[kind] = groups;
    if (model.virtual) return;
    if (before.some((group) => !after.includes(group))) writer.unknown();
    for (const group of groups.filter((each) => !before.includes(each.join()))) {
      const columns = columnsNamed(model, group);
      const table = named(tableOf(model));
      if (columns === null) writer.unknown();
      else
        writer.add(
          call.line,
          kind === 'uniqueTogether'
            ? `ALTER TABLE ${table} ADD UNIQUE ${columns}`
            : `CREATE INDEX ON ${table} ${columns}`,
        );
    }
  };
}

/** AlterModelOptions: only what makes a model unmanaged matters. */
export const alterModelOptions: Translate = (operation) => {
  const model = modelOf(operation, 'name');
  const options = argument(operation.call, 1, 'options');
  const managed = optionOf(options, 'managed');
  if (model !== null && managed?.kind === 'boolean') model.virtual = !managed.value;
};
