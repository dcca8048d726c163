import { identifier } from '../../../session/sql.ts';
import type { HistoryTable } from '../history.ts';

/**
 * A time as ISO 8601 in UTC, whatever the session's time zone. `timestamp` columns without a time zone are taken for UTC,
 * which is what servers' clocks and the tools' own defaults mostly are.
 */
export function iso(column: string): string {
  const utc = `CASE
    WHEN pg_typeof(${column}) = 'timestamptz'::regtype THEN ${column}::timestamptz AT TIME ZONE 'UTC'
    ELSE ${column}::timestamp
  END`;
  return `to_char(${utc}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** All rows as one JSON text: `rowsOf(table, { id: 'migration_name' }, 'started_at')`. Columns are SQL expressions. */
export function rowsOf(table: HistoryTable, columns: Record<string, string>, orderBy: string): string {
  const pairs = Object.entries(columns).map(([name, expression]) => `'${name}', ${expression}`);
  return `
SELECT coalesce(json_agg(json_build_object(${pairs.join(', ')}) ORDER BY ${orderBy}), '[]')::text
FROM ONLY ${identifier(table.schema, table.name)}`;
}
