import type { ForeignKeyEntry } from '../../model/report.ts';
import type { Entries } from '../guard.ts';
import type { DataFacts } from './data-facts.ts';
import type { Proven } from './references/references.ts';

/** Every table whose rows somebody asked for, with their number here, in the other target and when they were kept. */
export function entriesOf({ counts, references }: DataFacts): Entries {
  const { tables, other, before } = counts;
  const foreignKeys = references.proven.map(foreignKeyEntry);
  const proven = foreignKeys.length === 0 ? {} : { foreignKeys };
  if (tables.length === 0) return proven;
  return {
    ...proven,
    tables: tables.map(({ schema, name, here, ...count }) => ({
      schema,
      name,
      ...shown(here),
      ...(other === null || count.other === null ? {} : { other: { target: other.name, ...shown(count.other) } }),
      ...(before === null || count.before === null ? {} : { before: { at: before, ...shown(count.before) } }),
    })),
  };
}

/** Those that only the other target has are looked at as well. */
function foreignKeyEntry({ foreignKey: { schema, table, name }, proof }: Proven): ForeignKeyEntry {
  if (!('rows' in proof)) return { schema, table, name, status: 'not-examined' };
  const isProven = proof.rows === 0n;
  return { schema, table, name, ...(isProven ? { status: 'proven' } : { status: 'broken', orphans: `${proof.rows}` }) };
}

function shown({ rows, exact }: { rows: bigint | null; exact: boolean }): { rows: string | null; exact: boolean } {
  return { rows: rows === null ? null : `${rows}`, exact };
}
