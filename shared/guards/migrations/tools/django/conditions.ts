import { named, quotedText } from '../python/quoting.ts';
import { itemsOf, nameOf, textOf, type Value } from '../python/value.ts';
import { columnNamed, type Model } from './state.ts';

const operators: Record<string, string> = { exact: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' };

/**
 * The SQL of a `models.Q(...)` that compares columns with constants or with each other; null for everything beyond that:
 * a negation among it, which Django makes more of where a column may be null.
 */
export function conditionOf(value: Value | undefined, model: Model): string | null {
  if (value?.kind !== 'call' || nameOf(value) !== 'django.db.models.Q') return null;
  if (value.named.has('_negated')) return null;
  const connector = textOf(value.named.get('_connector')) ?? 'AND';
  const named = [...value.named].filter(([name]) => !name.startsWith('_'));
  const parts = [
    ...value.positional.map((item) => partOf(item, model)),
    ...named.map(([name, item]) => comparison(name, item, model)),
  ];
  if (parts.length === 0 || parts.includes(null) || !/^(AND|OR)$/.test(connector)) return null;
  return parts.length === 1 ? (parts[0] ?? null) : `(${parts.join(` ${connector} `)})`;
}

function partOf(item: Value, model: Model): string | null {
  if (item.kind === 'call') return conditionOf(item, model);
  const [name, value] = itemsOf(item) ?? [];
  const text = textOf(name);
  return text === null || value === undefined ? null : comparison(text, value, model);
}

function comparison(path: string, value: Value, model: Model): string | null {
  const [field = '', lookup = 'exact', ...more] = path.split('__');
  const column = columnNamed(model, field);
  if (column === null || more.length > 0) return null;
  const name = named(column);
  if (lookup === 'isnull' && value.kind === 'boolean') return `${name} IS ${value.value ? '' : 'NOT '}NULL`;
  // Of a boolean field Django writes the field itself.
  if (lookup === 'exact' && value.kind === 'boolean') return value.value ? name : `NOT ${name}`;
  if (lookup === 'in') return among(name, value);
  const [operator, operand] = [operators[lookup], operandOf(value, model)];
  return operator === undefined || operand === null ? null : `${name} ${operator} ${operand}`;
}

function among(column: string, value: Value): string | null {
  const items = itemsOf(value)?.map(constantOf);
  return items?.every((item) => item !== null) && items.length > 0 ? `${column} IN (${items.join(', ')})` : null;
}

function operandOf(value: Value, model: Model): string | null {
  if (value.kind !== 'call' || nameOf(value) !== 'django.db.models.F') return constantOf(value);
  const name = textOf(value.positional[0]);
  const column = name === null ? null : columnNamed(model, name);
  return column === null ? null : named(column);
}

function constantOf(value: Value): string | null {
  if (value.kind === 'string') return quotedText(value.text);
  return value.kind === 'number' ? value.text : null;
}
