import type { Entries } from '../guard.ts';
import type { DataFacts } from './data-facts.ts';

/** Every table whose rows somebody asked for, with their number here, in the other target and when they were kept. */
export function entriesOf({ counts }: DataFacts): Entries {
  const { tables, other, before } = counts;
  if (tables.length === 0) return {};
  return {
    tables: tables.map(({ schema, name, here, ...count }) => ({
      schema,
      name,
      ...shown(here),
      ...(other === null || count.other === null ? {} : { other: { target: other.name, ...shown(count.other) } }),
      ...(before === null || count.before === null ? {} : { before: { at: before, ...shown(count.before) } }),
    })),
  };
}

function shown({ rows, exact }: { rows: bigint | null; exact: boolean }): { rows: string | null; exact: boolean } {
  return { rows: rows === null ? null : `${rows}`, exact };
}
