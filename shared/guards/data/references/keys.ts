import type { Broken } from './references.ts';

/** The first keys as a person reads them: `17`, or `(17, NULL)` of several columns. */
export function keysOf({ first }: Broken): string[] {
  return first.map((key) => {
    const values = key.map((value) => value ?? 'NULL');
    return values.length === 1 ? String(values[0]) : `(${values.join(', ')})`;
  });
}
