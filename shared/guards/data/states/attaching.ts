import { identifier } from '../../../session/sql.ts';
import type { InvalidIndex, TableName } from './states.ts';

/** A name as the server writes it. */
const name = String.raw`(?:"(?:[^"]|"")*"|[^\s."]+)`;
const head = new RegExp(String.raw`^CREATE (UNIQUE )?INDEX ${name} ON (?:ONLY )?${name}\.${name} `, 's');

/**
 * What makes an index of a partitioned table valid: each partition's own, built while others write, then attached. The last
 * one that is attached makes it valid; to attach again what is attached already looks at all of them anew.
 * https://www.postgresql.org/docs/current/ddl-partitioning.html
 */
export function attaching({ schema, name: parent, missing, attached, ...index }: InvalidIndex): string[] {
  const attach = (child: string, of: string) =>
    `ALTER INDEX ${identifier(schema, parent)} ATTACH PARTITION ${identifier(of, child)}`;
  if (missing.length === 0) return attached === null ? [] : [attach(attached.name, attached.schema)];
  return missing.flatMap((partition) => {
    const { index: own } = partition;
    if (own === null) return building(partition, index, attach);
    return [`REINDEX INDEX CONCURRENTLY ${identifier(partition.schema, own)}`, attach(own, partition.schema)];
  });
}

function building(
  partition: TableName,
  { definition, columns, constraintKind }: Pick<InvalidIndex, 'definition' | 'columns' | 'constraintKind'>,
  attach: (child: string, of: string) => string,
): string[] {
  const found = head.exec(definition ?? '');
  if (found === null || definition === null) return [];
  const own = identifier(`${partition.table}_${columns.join('_') || 'expr'}_idx`);
  const table = identifier(partition.schema, partition.table);
  return [
    `CREATE ${found[1] ?? ''}INDEX CONCURRENTLY ${own} ON ${table} ${definition.slice(found[0].length)}`,
    ...(constraintKind === null
      ? []
      : [`ALTER TABLE ${table} ADD CONSTRAINT ${own} ${constraintKind} USING INDEX ${own}`]),
    attach(`${partition.table}_${columns.join('_') || 'expr'}_idx`, partition.schema),
  ];
}
