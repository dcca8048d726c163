import type { Cell, Counted } from '../../connection.ts';

/** A sequence that a column owns, as SQL writes the names, and whether the table has rows. */
export interface Owned {
  oid: number;
  sequence: string;
  table: string;
  column: string;
  filled: boolean;
}

export const ownedSql = `
SELECT
  d.objid,
  format('%I.%I', sn.nspname, s.relname),
  format('%I.%I', tn.nspname, t.relname),
  quote_ident(a.attname),
  pg_relation_size(t.oid) > 0
FROM pg_depend d
JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
JOIN pg_namespace sn ON sn.oid = s.relnamespace
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_namespace tn ON tn.oid = t.relnamespace
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_class'::regclass
  AND d.refclassid = 'pg_class'::regclass
  AND d.refobjsubid > 0
  AND d.deptype IN ('a', 'i')`;

/** One catalog query, with sizes. */
export async function owned(session: Counted): Promise<Owned[]> {
  const rows = await session.rows(ownedSql);
  return rows.map(([oid, sequence, table, column, filled]) => ({
    oid: Number(oid),
    sequence: String(sequence),
    table: String(table),
    column: String(column),
    filled: filled === true,
  }));
}

/** One value with its maximum: four locks where the table has rows and two indexes. */
export function pairSql({ sequence, table, column, filled }: Owned): string {
  return `SELECT last_value::text, is_called, ${filled ? `(SELECT max(${column})::text FROM ${table})` : 'NULL'} FROM ${sequence}`;
}

/** Of rows of last value, whether it was called, and the maximum. */
export function countBehind(rows: Cell[][]): number {
  return rows.filter(([last, called, max]) => max !== null && Number(max) >= Number(last) + (called ? 1 : 0)).length;
}

export function inBatches<Item>(items: Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, batch) =>
    items.slice(batch * size, (batch + 1) * size),
  );
}
