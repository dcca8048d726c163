import { literal } from '../../../../session/sql.ts';
import type { Call, Term } from '../elixir/parse.ts';

/** Something that only running it would tell. */
export class NotConstantError extends Error {
  override readonly name: string = 'NotConstantError';

  constructor() {
    super('only running it would tell');
  }
}

/** Gives up on what the file alone does not tell. */
export function notConstant(): never {
  throw new NotConstantError();
}

/** A name: `:users` or `"users"`. */
export function nameFrom(term: Term | undefined): string {
  if (term?.is === 'text') return term.text;
  return term?.is === 'atom' ? term.name : notConstant();
}

export function textFrom(term: Term | undefined): string {
  return term?.is === 'text' ? term.text : notConstant();
}

/** `true` or `false`; what is not given is false. */
export function isTrue(term: Term | undefined): boolean {
  if (term === undefined || isNil(term)) return false;
  return term.is === 'atom' && /^(true|false)$/.test(term.name) ? term.name === 'true' : notConstant();
}

export function isNil(term: Term | undefined): boolean {
  return term?.is === 'atom' && term.name === 'nil';
}

/** @throws NotConstantError where a call has options that nobody here understands */
export function onlyKeys({ keys }: Pick<Call, 'keys'>, ...names: string[]): void {
  if ([...keys.keys()].some((key) => !names.includes(key))) notConstant();
}

/** A default as Ecto writes it. elixir-ecto/ecto_sql: lib/ecto/adapters/postgres/connection.ex (default_type) */
export function defaultSql(term: Term, type: string): string {
  if (term.is === 'text') return literal(term.text).trim();
  if (term.is === 'number') return term.text;
  if (term.is === 'atom' && /^(true|false|nil)$/.test(term.name)) return isNil(term) ? 'NULL' : term.name;
  if (term.is === 'call' && term.name === 'fragment' && term.items.length === 1) return textFrom(term.items[0]);
  if (term.is !== 'list' || term.items.length + term.keys.size > 0) return notConstant();
  return type.endsWith('[]') ? `ARRAY[]::${type}` : /^jsonb?$/.test(type) ? `'{}'` : notConstant();
}
