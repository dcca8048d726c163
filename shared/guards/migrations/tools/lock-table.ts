import { identifier, literal } from '../../../session/sql.ts';
import { harmless } from '../harmless.ts';

/**
 * An expression that is the first row of another table as base64 of JSON, and NULL where that table is not there, may not
 * be read, would run what its owner wrote, or has no such row. The table's name is only looked at when it runs: a query that names a table which is not
 * there would fail as a whole.
 */
export function besideRow({ schema, name }: { schema: string; name: string }, columns: string, where: string): string {
  const table = identifier(schema, name);
  const inner = `SELECT encode(convert_to((SELECT row_to_json(r)::text FROM (SELECT ${columns} FROM ONLY ${table} WHERE ${where} LIMIT 1) r), 'UTF8'), 'base64') AS found`;
  const oid = `to_regclass(${literal(table)})`;
  return `CASE WHEN has_table_privilege(${oid}, 'SELECT') AND ${harmless(oid)} THEN substring(query_to_xml(${literal(inner)}, false, false, '')::text FROM '<found>([^<]*)</found>') END`;
}

/** What `besideRow` found; null where it found nothing. */
export function besideValue<Row>(found: string | null): Row | null {
  if (found === null || found.trim() === '') return null;
  return JSON.parse(Buffer.from(found, 'base64').toString('utf8')) as Row;
}
