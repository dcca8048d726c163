import type { Call } from '../ruby/expression.ts';
import { constantOf, type Scope } from './value.ts';
import type { Arguments } from './writer.ts';

/**
 * What a method is called with. Keywords, or a hash at the end, are the options. Of SQL, `line` is where it begins.
 * @throws NotConstantError where it depends on more than the file
 */
export function argumentsOf({ items, block, line, name }: Call, scope: Scope): Arguments {
  const values = items.map((item) => constantOf(item, scope));
  const last = values.at(-1);
  const options = last instanceof Map ? last : new Map();
  const rest = last instanceof Map ? values.slice(0, -1) : values;
  return { items: rest, options, block, scope, line: name === 'execute' ? (items[0]?.line ?? line) : line };
}
