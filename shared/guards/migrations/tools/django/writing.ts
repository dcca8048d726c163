import { named } from '../python/quoting.ts';
import { argument, type Call, textOf } from '../python/value.ts';
import type { Writer } from '../python/writer.ts';
import { databaseDefault, effectiveDefault } from './defaults.ts';
import type { Deferred } from './deferred.ts';
import { columnOf, type Field, flag, isIndexed, isKey, isReference, isUnique, type Names } from './field.ts';
import { type Model, type State, tableOf } from './state.ts';
import { targetOf, typeOf } from './types.ts';

/** One operation of a migration, and what it is translated with. */
export interface Operation {
  call: Call;
  state: State;
  names: Names;
  writer: Writer;
  /** What Django runs at the end of the migration. */
  deferred: Deferred;
}

/** Changes the state, and writes down the SQL. */
export type Translate = (operation: Operation) => void;

/** The model that an operation is about; null where the migrations so far have none of that name. */
export function modelOf({ call, state, names }: Operation, argumentName = 'model_name'): Model | null {
  const name = textOf(argument(call, 0, argumentName));
  return name === null ? null : (state.get(`${names.app}.${name}`.toLowerCase()) ?? null);
}

/** A column as CREATE TABLE and ADD COLUMN write it. `added`: the rows that are there need a value. */
export function columnSql(field: Field, { state, names, writer }: Operation, added = false): string {
  const type = typeOf(field, state, names);
  const generated = databaseDefault(field);
  if (!type.known || generated === null) writer.unknown();
  const value = added && !generated ? effectiveDefault(field) : null;
  const filled = value === null ? (generated ?? '') : ` DEFAULT ${value}`;
  const key = isKey(field) ? ' PRIMARY KEY' : '';
  const unique = isUnique(field) ? ' UNIQUE' : '';
  const column = named(columnOf(field));
  const check = type.check ? ` CHECK (${named(columnOf(field))} ${type.check})` : '';
  return `${column} ${type.sql}${filled} ${flag(field, 'null') ? 'NULL' : 'NOT NULL'}${key}${unique}${check}`;
}

/** ` REFERENCES ...` of a field that refers to a table; '' where it has no constraint. Its name is a hash, so it has none here. */
export function referenceSql(field: Field, { state, names, writer }: Operation): string {
  if (!isReference(field) || !flag(field, 'db_constraint', true)) return '';
  const target = targetOf(field, state, names);
  if (target !== null)
    return ` REFERENCES ${named(target.table)} (${named(target.column)}) DEFERRABLE INITIALLY DEFERRED`;
  writer.unknown();
  return '';
}

/** The indexes that a field brings, at the end of the migration. Their names are hashes, so they have none here. */
export function deferIndexes(field: Field, model: Model, operation: Operation) {
  const { call, state, names, deferred } = operation;
  const [table, column] = [named(tableOf(model)), named(columnOf(field))];
  const { line } = call;
  if (isIndexed(field)) deferred.push({ line, text: `CREATE INDEX ON ${table} (${column})` });
  // For LIKE, which the index above serves in the C locale only: django/db/backends/postgresql/schema.py.
  const type = typeOf(field, state, names);
  const family = type.known ? textFamily(type.sql) : undefined;
  if (family && (isIndexed(field) || isUnique(field) || isKey(field))) {
    deferred.push({ line, text: `CREATE INDEX ON ${table} (${column} ${family}_pattern_ops)` });
  }
}

/** `varchar` or `text`, of a type that is one. */
export function textFamily(type: string): string | undefined {
  return /^(varchar|text)(?:$|\(\d+\)$)/.exec(type)?.[1];
}
