import { literal } from '../../session/sql.ts';
import type { Running } from './migration-facts.ts';
import type { Tool } from './tools/tool.ts';

/**
 * Who holds the advisory lock of one of these tools; one row, one cell. A role without `pg_read_all_stats` sees the
 * application of another role, but not since when. https://www.postgresql.org/docs/current/view-pg-locks.html
 */
export function runningQuery(tools: Tool[]): string | null {
  const keys = tools.flatMap(({ name, advisoryLock }) => (advisoryLock ? [{ tool: name, ...advisoryLock }] : []));
  if (keys.length === 0) return null;
  const rows = keys.map(({ tool, classid, objid }) => `(${literal(tool)}, ${classid}::oid, ${objid}::oid)`);
  return `
SELECT coalesce(json_agg(json_build_object(
  'tool', k.tool,
  'pid', l.pid,
  'application', coalesce(a.application_name, ''),
  'since', to_char(coalesce(a.xact_start, a.backend_start) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
) ORDER BY l.pid), '[]')::text
FROM (VALUES ${rows.join(', ')}) k (tool, classid, objid)
JOIN pg_locks l ON l.classid = k.classid AND l.objid = k.objid
LEFT JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory'
  AND l.granted
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
}

/** What that query answered. */
export function runningFrom(cell: string | null | undefined): Running[] {
  return JSON.parse(cell ?? '[]') as Running[];
}
