import { identifier } from '../../../session/sql.ts';
import type { InvalidIndex } from './states.ts';

/** A name as the server writes it. */
const name = String.raw`(?:"(?:[^"]|"")*"|[^\s."]+)`;
const head = new RegExp(String.raw`^CREATE (UNIQUE )?INDEX ${name} ON (?:ONLY )?${name}\.${name} `, 's');

/**
 * What makes an index of a partitioned table valid: each partition's own, built while others write, then attached. The last
 * one that is attached makes it valid. https://www.postgresql.org/docs/current/ddl-partitioning.html
 */
export function attaching({
  schema,
  name: parent,
  missing,
  definition,
  constraintKind,
  ...index
}: InvalidIndex): string[] {
  const found = head.exec(definition ?? '');
  if (found === null) return [];
  const rest = definition?.slice(found[0].length);
  return missing.flatMap((partition) => {
    const own = partition.index ?? `${partition.table}_${index.columns.join('_') || 'expr'}_idx`;
    const table = identifier(partition.schema, partition.table);
    if (partition.index !== null) return [`REINDEX INDEX CONCURRENTLY ${identifier(partition.schema, own)}`];
    return [
      `CREATE ${found[1] ?? ''}INDEX CONCURRENTLY ${identifier(own)} ON ${table} ${rest}`,
      ...(constraintKind === null
        ? []
        : [`ALTER TABLE ${table} ADD CONSTRAINT ${identifier(own)} ${constraintKind} USING INDEX ${identifier(own)}`]),
      `ALTER INDEX ${identifier(schema, parent)} ATTACH PARTITION ${identifier(partition.schema, own)}`,
    ];
  });
}
