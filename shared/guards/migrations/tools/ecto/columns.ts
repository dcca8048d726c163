import { identifier } from '../../../../session/sql.ts';
import type { Term } from '../elixir/parse.ts';
import { defaultSql, isNil, isTrue, nameFrom, notConstant, onlyKeys, textFrom } from './values.ts';

/** What config/*.exs says of all migrations: `migration_primary_key: [type: :uuid]`. */
export interface Conventions {
  keyType: string;
  referenceType: string;
  timestampsType: string;
  insertedAt: string;
  updatedAt: string;
}

/** A table as `table(:users, prefix: "x")` names it. */
export interface Table {
  /** without its schema */
  name: string;
  /** as SQL */
  sql: string;
}

export type Keys = Map<string, Term>;

const named: Record<string, string> = {
  id: 'integer',
  identity: 'bigint',
  binary_id: 'uuid',
  string: 'varchar',
  binary: 'bytea',
  map: 'jsonb',
  utc_datetime: 'timestamp',
  utc_datetime_usec: 'timestamp',
  naive_datetime: 'timestamp',
  naive_datetime_usec: 'timestamp',
  time_usec: 'time',
  duration: 'interval',
};

const understood =
  'null default size precision scale primary_key comment generated collation from fields start_value increment'.split(
    ' ',
  );

/** A type with its limits. elixir-ecto/ecto_sql: lib/ecto/adapters/postgres/connection.ex (column_type, ecto_to_db) */
export function typeSql(term: Term | undefined, keys: Keys): string {
  if (term?.is === 'tuple') {
    const [kind, of] = term.items;
    return kind && nameFrom(kind) === 'array'
      ? `${typeSql(of, keys)}[]`
      : nameFrom(kind) === 'map'
        ? 'jsonb'
        : notConstant();
  }
  if (term?.is !== 'atom') return notConstant();
  const number = (key: string) => {
    const given = keys.get(key);
    return given === undefined ? null : given.is === 'number' ? given.text : notConstant();
  };
  const { name } = term;
  const type = named[name] ?? name;
  const [size, precision, scale] = [number('size'), number('precision'), number('scale')];
  if (/^(time|utc_datetime|naive_datetime)$/.test(name)) return `${type}(0)`;
  if (/_usec$/.test(name)) return precision === null ? type : `${type}(${precision})`;
  if (size !== null) return `${type}(${size})`;
  if (precision !== null) return `${type}(${precision},${scale ?? '0'})`;
  return name === 'string' ? 'varchar(255)' : type;
}

/** A column as CREATE TABLE and ADD COLUMN write it. */
export function columnSql(
  name: string,
  [type, keys]: [Term | undefined, Keys],
  table: Table,
  own: Conventions,
): string {
  onlyKeys({ keys }, ...understood);
  if (keys.has('generated') || keys.has('start_value') || keys.has('increment')) return notConstant();
  if (type?.is === 'call') return `${identifier(name)} ${referenceSql(name, [type, keys], table, own)}`;
  const sql = typeSql(type, keys);
  return `${identifier(name)} ${sql}${columnOptions(keys, sql)}`;
}

function columnOptions(keys: Keys, type: string): string {
  const value = keys.get('default');
  const collation = keys.has('collation') ? ` COLLATE ${identifier(textFrom(keys.get('collation')))}` : '';
  const byDefault = value === undefined ? '' : ` DEFAULT ${defaultSql(value, type)}`;
  const nullable = keys.get('null');
  const nullness = nullable === undefined || isNil(nullable) ? '' : isTrue(nullable) ? ' NULL' : ' NOT NULL';
  return `${collation}${byDefault}${nullness}`;
}

const actions: Record<string, string> = {
  delete_all: 'CASCADE',
  update_all: 'CASCADE',
  nilify_all: 'SET NULL',
  restrict: 'RESTRICT',
};

/** `references(:users, on_delete: :delete_all)`: its constraint is called `posts_user_id_fkey`. */
function referenceSql(name: string, [call, keys]: [Term, Keys], table: Table, own: Conventions): string {
  if (call.is !== 'call' || call.name !== 'references') return notConstant();
  onlyKeys(call, 'on_delete', 'on_update', 'type', 'column', 'name', 'prefix', 'validate');
  const given = call.keys.get('type');
  const type = given === undefined ? own.referenceType : serialBase(typeSql(given, new Map()));
  const to = nameFrom(call.items[0]);
  const prefix = call.keys.has('prefix') ? [nameFrom(call.keys.get('prefix'))] : [];
  const constraint = call.keys.has('name') ? nameFrom(call.keys.get('name')) : `${table.name}_${name}_fkey`;
  const column = call.keys.has('column') ? nameFrom(call.keys.get('column')) : 'id';
  const action = (event: string) => {
    const value = call.keys.get(`on_${event.toLowerCase()}`);
    if (value === undefined || nameFrom(value) === 'nothing') return '';
    return ` ON ${event} ${actions[nameFrom(value)] ?? notConstant()}`;
  };
  const validate = call.keys.get('validate');
  const later = validate !== undefined && !isTrue(validate) ? ' NOT VALID' : '';
  return [
    `${type}${columnOptions(keys, type)} CONSTRAINT ${identifier(constraint)}`,
    `REFERENCES ${identifier(...prefix, to)} (${identifier(column)})${action('DELETE')}${action('UPDATE')}${later}`,
  ].join(' ');
}

function serialBase(type: string): string {
  return type === 'bigserial'
    ? 'bigint'
    : type === 'serial' || type === 'integer'
      ? type === 'serial'
        ? 'int'
        : type
      : type;
}
