import type { SyntaxNode } from '@lezer/common';

/** What an expression of a program comes to, as far as it can be told without running it. */
export type Value =
  | { kind: 'text'; text: string; line: number }
  | { kind: 'number'; text: string }
  | { kind: 'boolean'; value: boolean }
  /** null or undefined */
  | { kind: 'null' }
  | { kind: 'list'; items: Value[] }
  /** `...` among the entries: it has more than can be told */
  | { kind: 'object'; entries: Map<string, Value>; line: number }
  | FunctionValue
  | ClassValue
  | Chain
  | { kind: 'unknown' };

export interface FunctionValue {
  kind: 'function';
  /** the names of its parameters; of `{ context: db }` the name `db`, or '' where it has none */
  parameters: string[];
  /** its block, or the expression of an arrow */
  body: SyntaxNode | null;
  scope: Scope;
}

export interface ClassValue {
  kind: 'class';
  name: string;
  /** `Migration`, `orm.Migration`; '' where it extends nothing */
  extends: string;
  implements: string[];
  line: number;
  /** fields and methods; getters as functions */
  members: Map<string, Value>;
}

/**
 * A name with what is asked of it: `knex.schema.createTable('a', f)` is the root `knex` with the links `schema` and
 * `createTable`. A call of the value itself is a link without a name: `knex('a')`, `` sql`...` ``. `new Table(...)` has the
 * root `new Table`.
 */
export interface Chain {
  kind: 'chain';
  root: string;
  links: Link[];
}

export interface Link {
  name: string;
  /** null where it is only read */
  values: Value[] | null;
  line: number;
  /** called with a template: `` sql`...` `` */
  template?: boolean;
}

/** The names that can be seen at a place of a program. */
export interface Scope {
  text: string;
  /** the line of an offset, from 1 */
  lineAt(offset: number): number;
  names: Map<string, Value>;
  outer: Scope | null;
}

export const unknown: Value = { kind: 'unknown' };

/** The text of a value; null where it is none, or not known. */
export function textOf(value: Value | undefined): string | null {
  return value?.kind === 'text' ? value.text : null;
}

/** The texts of a list of texts, or of one text; null where one of them is not known. */
export function textsOf(value: Value | undefined): string[] | null {
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  const texts = items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  return texts.length === items.length && texts.length > 0 ? texts : null;
}

/** Whether a value is `true` or `false`; undefined where it is neither. */
export function booleanOf(value: Value | undefined): boolean | undefined {
  return value?.kind === 'boolean' ? value.value : undefined;
}

/** The entries of an object; null where the value is none, or has more than can be told. */
export function entriesOf(value: Value | undefined): Map<string, Value> | null {
  return value?.kind === 'object' && !value.entries.has('...') ? value.entries : null;
}
