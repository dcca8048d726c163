import { quotedText } from '../python/quoting.ts';
import type { Value } from '../python/value.ts';
import { type Field, flag } from './field.ts';
import { standIn } from './stand-in.ts';

const emptyTexts = new Set([
  'CharField',
  'TextField',
  'SlugField',
  'EmailField',
  'URLField',
  'FileField',
  'ImageField',
  'FilePathField',
  'CICharField',
  'CITextField',
  'CIEmailField',
]);

/**
 * The constant that Django gives to the rows that are there; null where it gives none. What a function returns is known to
 * Django alone: a text stands in for it. django/db/backends/base/schema.py, `_effective_default`
 */
export function effectiveDefault(field: Field): string | null {
  const given = field.call.named.get('default');
  if (given !== undefined) return given.kind === 'none' ? null : constant(given);
  if (flag(field, 'auto_now') || flag(field, 'auto_now_add')) return standIn;
  if (flag(field, 'null') || !flag(field, 'blank')) return null;
  return field.kind !== null && emptyTexts.has(field.kind) ? "''" : null;
}

function constant(value: Value): string {
  switch (value.kind) {
    case 'string':
      return quotedText(value.text);
    case 'boolean':
      return String(value.value);
    case 'number':
      return value.text;
    default:
      return standIn;
  }
}

/** What the database itself gives (`db_default`, Django 5); '' for nothing, null where it is not known. */
export function databaseDefault({ call }: Field): string | null {
  const given = call.named.get('db_default');
  if (given === undefined) return '';
  return given.kind === 'string' || given.kind === 'boolean' || given.kind === 'number'
    ? ` DEFAULT ${constant(given)}`
    : null;
}
