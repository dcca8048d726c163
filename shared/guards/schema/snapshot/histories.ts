import { type SnapshotObject, wholeOf } from '../../../model/snapshot.ts';
import type { Row } from '../../../session/drivers/driver.ts';
import { literal } from '../../../session/sql.ts';
import { isOfTool } from '../../migrations/catalog.ts';
import {
  candidatesQuery,
  type Expected,
  historyTables,
  isHistoryForSure,
  namesOfHistories,
} from '../../migrations/tables.ts';
import { ordinarySchema } from './catalog.ts';

/** What tells which objects are the migration tools' own. Its answers go to `ofHistories`, in this order. */
export function historiesQueries(projects: Expected[]): string[] {
  return [candidatesQuery(projects), ownedSequencesQuery(projects), smallSchemasQuery];
}

/** Histories whose keys come from a sequence all have names that say so, or that somebody chose. */
const ownedSequencesQuery = (projects: Expected[]) => `
SELECT
  n.nspname AS schema,
  c.relname AS name,
  tn.nspname AS table_schema,
  t.relname AS table_name
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_depend d
  ON d.classid = 'pg_class'::regclass
  AND d.objid = c.oid
  AND d.refclassid = 'pg_class'::regclass
  AND d.deptype = 'a'
JOIN pg_class t ON t.oid = d.refobjid AND t.relkind IN ('r', 'p')
JOIN pg_namespace tn ON tn.oid = t.relnamespace
WHERE c.relkind = 'S'
  AND (t.relname ~* '${namesOfHistories.source}' ${projects.map(({ table = '' }) => `OR t.relname = ${literal(table.slice(table.indexOf('.') + 1))}`).join(' ')})`;

/** Drizzle's and Supabase's histories have a schema for themselves. */
const smallSchemasQuery = `
SELECT n.nspname AS schema, json_agg(c.relname)::text AS tables
FROM pg_namespace n
JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
WHERE ${ordinarySchema}
  AND n.nspname <> 'public'
  AND NOT EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid)
GROUP BY n.nspname
HAVING count(*) < 5`;

type IsHistory = (object: Pick<SnapshotObject, 'kind' | 'path'>) => boolean;

/** Whether an object is of what migration tools keep for themselves: histories, and the tables and sequences of them. */
export function ofHistories(answers: Row[][], projects: Expected[]): IsHistory {
  const [candidates = [], owned = []] = answers;
  const sure = historyTables(candidates, projects).filter((table) => isHistoryForSure(table, projects));
  const found = new Set(sure.map(({ schema, name }) => key(schema, name)));
  const isHistory = (schema: string, name: string) => isOfTool(schema, name) || found.has(key(schema, name));
  const sequences = new Set(
    owned
      .filter((row) => isHistory(String(row.table_schema), String(row.table_name)))
      .map((row) => key(String(row.schema), String(row.name))),
  );
  return (object) => {
    const { kind, path } = wholeOf(object);
    const [schema = '', name = ''] = path;
    return kind === 'table' ? isHistory(schema, name) : kind === 'sequence' && sequences.has(key(schema, name));
  };
}

/** The schemas that hold nothing else. They are compared where the other side has more in them. */
export function schemasOfHistories([, , small = []]: Row[][], isHistory: IsHistory): Set<string> {
  const isTheirs = ({ schema, tables }: Row) =>
    (JSON.parse(String(tables)) as string[]).every((name) =>
      isHistory({ kind: 'table', path: [String(schema), name] }),
    );
  return new Set(small.filter(isTheirs).map(({ schema }) => String(schema)));
}

function key(schema: string, name: string): string {
  return `${schema}\0${name}`;
}
