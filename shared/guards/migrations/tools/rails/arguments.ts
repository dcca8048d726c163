import type { Call } from '../ruby/expression.ts';
import { constantOf, type Scope } from './value.ts';
import type { Arguments } from './writer.ts';

/**
 * What a method is called with. Keywords, or a hash at the end, are the options.
 * @throws NotConstantError where it depends on more than the file
 */
export function argumentsOf({ items, block, line }: Call, scope: Scope): Arguments {
  const values = items.map((item) => constantOf(item, scope));
  const last = values.at(-1);
  const options = last instanceof Map ? last : new Map();
  const rest = last instanceof Map ? values.slice(0, -1) : values;
  return { items: rest, lines: items.map((item) => item.line), options, block, scope, line };
}
