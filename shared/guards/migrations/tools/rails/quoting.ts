import { identifier, literal } from '../../../../session/sql.ts';
import { notConstant, type Value } from './value.ts';

/** A table as a migration names it: `users`, `billing.invoices`. */
export function tableName(name: string): string {
  return identifier(...name.split('.'));
}

/** A default as Rails writes it for a column of that type (as the migration names it; null where unknown). */
export function defaultFor(value: Value, type: string | null, array = false): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value) && array) return literal(arrayText(value));
  if (isJson(type) && type !== null) return literal(JSON.stringify(plain(value)));
  if (value instanceof Map) return type === null ? literal(JSON.stringify(plain(value))) : notConstant();
  if (Array.isArray(value)) return notConstant();
  if (typeof value === 'object' && 'sql' in value) return value.sql;
  if (type === 'boolean') return /^(true|t|1|on|yes)$/i.test(scalar(value)) ? 'TRUE' : 'FALSE';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'object') return isText(type) ? literal(value.number) : value.number;
  // Rails takes 'now()' for a time that it cannot read, and writes NULL.
  if (isTime(type) && !/^\d{4}-\d\d-\d\d/.test(value)) return notConstant();
  if (type === 'uuid' && value.includes('()')) return value;
  return isNumber(type) && /^-?\d+(\.\d+)?$/.test(value) ? value : literal(value);
}

function scalar(value: string | boolean | { number: string }): string {
  return typeof value === 'object' ? value.number : `${value}`;
}

const isJson = (type: string | null) => type === 'json' || type === 'jsonb';
const isText = (type: string | null) => type === 'string' || type === 'text' || type === 'citext';
const isNumber = (type: string | null) => /^(integer|bigint|decimal|numeric|float)$/.test(type ?? '');
const isTime = (type: string | null) => /^(datetime|timestamp|timestamptz|date|time)$/.test(type ?? '');

function arrayText(items: Value[]): string {
  const texts = items.map((item) => (typeof item === 'string' ? quoted(item) : scalar(item as boolean)));
  return `{${texts.join(',')}}`;
}

function quoted(item: string): string {
  return /^[\w-]+$/.test(item) && !/^null$/i.test(item) ? item : `"${item.replaceAll(/(["\\])/g, '\\$1')}"`;
}

function plain(value: Value): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [key, plain(each)]));
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return 'number' in value ? Number(value.number) : notConstant();
}
