import type { Row } from '../../../session/drivers/driver.ts';
import type { UnindexedForeignKey } from './states.ts';

/** Foreign keys without an index, those of a root's partitions put together: they are one constraint to people. */
export function unindexedFrom(rows: Row[]): UnindexedForeignKey[] {
  const keys = new Map<string, UnindexedForeignKey>();
  for (const row of rows) {
    const columns = JSON.parse(String(row.columns)) as string[];
    const referenced = { schema: String(row.referenced_schema), table: String(row.referenced_table) };
    const root = { schema: String(row.root_schema), table: String(row.root_table) };
    const table = { schema: String(row.schema), table: String(row.table) };
    const partitioned = root.schema !== table.schema || root.table !== table.table;
    // A table may reference another twice, by other columns; a partition has the root's foreign key once.
    const path = JSON.stringify([root, columns, referenced, partitioned ? '' : row.name]);
    const known = keys.get(path) ?? {
      ...root,
      name: String(row.name),
      columns,
      referenced,
      partitioned,
      tables: [],
      rows: 0n,
      deleted: BigInt(String(row.deleted ?? 0)),
      partly: false,
    };
    const rowsHere = row.rows === null ? null : BigInt(String(row.rows));
    keys.set(path, {
      ...known,
      tables: [...known.tables, table],
      rows: known.rows === null || rowsHere === null ? null : known.rows + rowsHere,
      partly: known.partly || row.partly === true,
    });
  }
  return [...keys.values()];
}
