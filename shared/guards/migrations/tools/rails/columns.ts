import { identifier } from '../../../../session/sql.ts';
import type { Dialect } from './dialect.ts';
import { defaultFor } from './quoting.ts';
import { sqlType } from './types.ts';
import { notConstant, type Options, textFrom } from './value.ts';

/** A column of a table: `type` as the migration names it. */
export interface Column {
  name: string;
  type: string;
  options: Options;
}

const understood = new Set(
  `limit precision scale default null collation comment array primary_key index if_not_exists enum_type as stored type
  first after`.split(/\s+/),
);

/** A column as CREATE TABLE and ADD COLUMN write it. */
export function columnSql({ name, type, options }: Column, dialect: Dialect): string {
  if ([...options.keys()].some((key) => !understood.has(key))) notConstant();
  if (type === 'primary_key') {
    return `${identifier(name)} ${dialect.keys === 'bigint' ? 'bigserial' : 'serial'} PRIMARY KEY`;
  }
  if (type === 'virtual') return generatedSql(name, options, dialect);
  const key = options.get('primary_key') === true;
  const collation = options.get('collation');
  return [
    identifier(name),
    key && isWhole(type) && !options.has('default') ? serialFor(type) : sqlType(type, options, dialect),
    ...(collation === undefined ? [] : [`COLLATE ${identifier(textFrom(collation))}`]),
    ...defaultSql(type, options),
    ...(options.get('null') === false || key ? ['NOT NULL'] : []),
    ...(key ? ['PRIMARY KEY'] : []),
  ].join(' ');
}

function defaultSql(type: string, options: Options): string[] {
  const value = options.get('default');
  if (value === undefined || value === null) return [];
  return [`DEFAULT ${defaultFor(value, type, options.get('array') === true)}`];
}

function generatedSql(name: string, options: Options, dialect: Dialect): string {
  if (options.get('stored') !== true) return notConstant();
  const type = sqlType(textFrom(options.get('type')), options, dialect);
  const rest = options.get('null') === false ? ' NOT NULL' : '';
  return `${identifier(name)} ${type} GENERATED ALWAYS AS (${textFrom(options.get('as'))}) STORED${rest}`;
}

/** Types that get a sequence of their own as a primary key. */
export function isWhole(type: string): boolean {
  return type === 'integer' || type === 'bigint';
}

function serialFor(type: string): string {
  return type === 'bigint' ? 'bigserial' : 'serial';
}
