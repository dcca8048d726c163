import type { Expression } from '../ruby/expression.ts';

/** A constant of Ruby. Symbols are strings: Rails takes either for a name. `sql`: from `-> { 'now()' }`. */
export type Value = string | boolean | null | { number: string } | { sql: string } | Value[] | Options;
export type Options = Map<string, Value>;
/** What local variables and constants stand for. */
export type Scope = ReadonlyMap<string, Value>;

/** Something that only running it would tell. */
export class NotConstantError extends Error {
  override readonly name: string = 'NotConstantError';

  constructor() {
    super('only running it would tell');
  }
}

/**
 * What an expression comes to.
 * @throws NotConstantError where that depends on more than the file
 */
export function constantOf(expression: Expression, scope: Scope): Value {
  switch (expression.is) {
    case 'text':
      return expression.text;
    case 'number':
      return { number: expression.text };
    case 'constant':
      return expression.value;
    case 'array':
      return expression.items.map((item) => constantOf(item, scope));
    case 'hash':
      return new Map(expression.pairs.map(([key, value]) => [keyOf(constantOf(key, scope)), constantOf(value, scope)]));
    case 'lambda':
      return { sql: onlyText(expression.body, scope) };
    case 'name':
      return scope.get(expression.name) ?? known(expression.name, scope);
    case 'call':
      return result(expression, scope);
    default:
      return notConstant();
  }
}

function known(name: string, scope: Scope): Value {
  return scope.has(name) ? null : notConstant();
}

/** Gives up on what the file alone does not tell. */
export function notConstant(): never {
  throw new NotConstantError();
}

function result(call: Extract<Expression, { is: 'call' }>, scope: Scope): Value {
  const { receiver, name, items } = call;
  if (receiver === null || call.block !== null) return notConstant();
  const value = constantOf(receiver, scope);
  if (name === 'freeze' && items.length === 0) return value;
  if (typeof value !== 'string') return notConstant();
  const [other] = items;
  if (name === '+' && other) return value + textFrom(constantOf(other, scope));
  if (items.length > 0) return notConstant();
  if (['to_s', 'to_sym', 'strip_heredoc', 'chomp'].includes(name)) return value;
  if (name === 'strip') return value.trimEnd();
  // On one line a comment would swallow what follows it; otherwise the lines say where each statement is.
  if (name === 'squish') return value.includes('--') ? value.replaceAll(/\s+/g, ' ').trim() : value.trimEnd();
  return notConstant();
}

function onlyText(body: Expression[], scope: Scope): string {
  const [only] = body;
  return only && body.length === 1 ? textFrom(constantOf(only, scope)) : notConstant();
}

function keyOf(value: Value): string {
  return typeof value === 'string' ? value : notConstant();
}

/** @throws NotConstantError for what is no text */
export function textFrom(value: Value | undefined): string {
  return typeof value === 'string' ? value : notConstant();
}

/** A text or a list of texts, as names of columns are given. */
export function textsFrom(value: Value | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).map(textFrom);
}

/** Options within options: `index: { unique: true }`; empty for `true`. */
export function optionsIn(value: Value | undefined): Options {
  return value instanceof Map ? value : new Map();
}
