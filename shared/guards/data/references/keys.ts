import { printable } from '../values/printable.ts';
import type { Broken } from './references.ts';

/** The first keys as a person reads them: `17`, or `(17, NULL)` of several columns; each value cut, and printable. */
export function keysOf({ first }: Broken): string[] {
  return first.map((key) => {
    const values = key.map((value) => (value === null ? 'NULL' : printable(value)));
    return values.length === 1 ? String(values[0]) : `(${values.join(', ')})`;
  });
}
