import { identifier } from '../../../../session/sql.ts';
import { knownTable } from './known.ts';
import { indexName } from './names.ts';
import { tableName } from './quoting.ts';
import type { Writer } from './writer.ts';

/** Rails renames the indexes that it named itself when their table or a column of theirs is renamed. */
export function renameIndexes(table: string, { from, line }: { from: string; line: number }, writer: Writer): void {
  for (const index of knownTable(writer.known, table).indexes) {
    const name = indexName(table, index.columns, writer.dialect);
    if (!index.generated || index.name === name) continue;
    const schema = from.includes('.') ? from.slice(0, from.indexOf('.') + 1) : '';
    writer.write(`ALTER INDEX ${tableName(`${schema}${index.name}`)} RENAME TO ${identifier(name)}`, line);
    index.name = name;
  }
}
