import type { Session } from '../../../session/session.ts';
import { literal } from '../../../session/sql.ts';
import type { ColumnFacts, Name, TableFacts } from './statement.ts';

/** What lint knows of the database at hand. */
export interface Live {
  tables: TableFacts[];
  /** lock_timeout is set for the database, or for the role that asks */
  lockTimeout: boolean;
  /** domains that have a CHECK or NOT NULL, or are made of one that has */
  domains: { schema: string; name: string }[];
}

/**
 * Reads what is known of the tables of these names, in one round trip. It takes no lock that somebody could be waited for:
 * of a table that is being altered, the size is the catalog's. Null, with the reason, where it could not be read.
 */
export async function readLive(session: Session, names: string[]): Promise<Live | { unread: string }> {
  const [answer] = await session.each([{ sql: liveQuery(names), weight: 1 }]);
  if (answer === undefined) return { unread: 'no answer came' };
  if ('failure' in answer) return { unread: answer.failure.message };
  if (!answer.cells[0]) return { unread: 'the answer was empty' };
  const { tables, ...rest } = JSON.parse(answer.cells[0]) as Told;
  return { ...rest, tables: tables.map(tableFrom) };
}

/** The table that a statement names: in its schema, else in public, else the only one of that name. */
export function tableAmong(tables: TableFacts[], { schema, name }: Name): TableFacts | null {
  const named = tables.filter((table) => table.name === name && (schema === null || table.schema === schema));
  if (named.length === 1 || schema !== null) return named[0] ?? null;
  return named.find((table) => table.schema === 'public') ?? null;
}

interface Told extends Omit<Live, 'tables'> {
  tables: ToldTable[];
}

interface ToldTable extends Omit<TableFacts, 'columns' | 'constraints' | 'options'> {
  columns: (Omit<ColumnFacts, 'sequence'> & { name: string; sequence: string | null })[];
  constraints: { name: string; type: string; validated: boolean; references: Name | null }[];
  options: string[] | null;
}

function tableFrom({ columns, constraints, options, ...table }: ToldTable): TableFacts {
  return {
    ...table,
    ...(options === null ? {} : { options }),
    columns: new Map(
      columns.map(({ name, sequence, ...column }) => [name, { ...column, ...(sequence === null ? {} : { sequence }) }]),
    ),
    constraints: new Map(constraints.map(({ name, ...constraint }) => [name, constraint])),
  };
}

/**
 * One row, one cell: JSON. `rows` is what the planner goes by: as many to a page as ANALYZE found, times the pages that
 * there are now (table_block_relation_estimate_size in PostgreSQL's tableam.c). Of a partitioned or inherited table it is
 * the sum of its parts', null where one was never analyzed; a table without a page is known to hold none. Writes and reads
 * are counted since the statistics were reset, else since the server started, which is never too few a second.
 */
function liveQuery(names: string[]): string {
  const wanted = literal(JSON.stringify(names));
  return `
WITH RECURSIVE wanted AS (
  SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.reloptions, c.relrowsecurity
  FROM pg_class c
  WHERE c.relname IN (SELECT json_array_elements_text(${wanted}::json))
    AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
    AND c.relpersistence <> 't'
    AND c.relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname IN ('pg_catalog', 'information_schema', 'pg_toast'))
), bound AS (
  SELECT t.oid, t.typname, t.typnamespace FROM pg_type t
  WHERE t.typtype = 'd' AND (t.typnotnull OR EXISTS (SELECT FROM pg_constraint k WHERE k.contypid = t.oid))
  UNION
  SELECT t.oid, t.typname, t.typnamespace FROM pg_type t JOIN bound ON t.typbasetype = bound.oid WHERE t.typtype = 'd'
), parts AS (
  SELECT oid AS root, oid FROM wanted
  UNION
  SELECT parts.root, i.inhrelid FROM parts JOIN pg_inherits i ON i.inhparent = parts.oid
), altered AS (
  SELECT l.relation FROM pg_locks l
  WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
), since AS (
  SELECT greatest(1, extract(epoch FROM now() - coalesce(d.stats_reset, pg_postmaster_start_time()))) AS seconds
  FROM pg_stat_database d WHERE d.datname = current_database()
), sizes AS (
  SELECT p.root, c.reltuples, c.relpages, s.n_tup_ins + s.n_tup_upd + s.n_tup_del AS writes,
    s.seq_scan + coalesce(s.idx_scan, 0) AS reads,
    CASE WHEN c.oid IN (SELECT relation FROM altered) THEN c.relpages * current_setting('block_size')::bigint
      ELSE pg_relation_size(c.oid) END AS heap,
    CASE WHEN c.oid IN (SELECT relation FROM altered) THEN c.relpages * current_setting('block_size')::bigint
      ELSE pg_total_relation_size(c.oid) END AS bytes
  FROM parts p JOIN pg_class c ON c.oid = p.oid AND c.relkind IN ('r', 'm')
  LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
), totals AS (
  SELECT root, coalesce(sum(bytes), 0) AS bytes, sum(writes) AS writes, sum(reads) AS reads,
    CASE WHEN bool_and(heap = 0 OR (reltuples > 0 AND relpages > 0)) THEN sum(CASE WHEN heap = 0 THEN 0 ELSE
      greatest(1, round(reltuples::numeric / nullif(relpages, 0) * heap / current_setting('block_size')::bigint)) END) END AS rows
  FROM sizes GROUP BY root
), columns AS (
  SELECT a.attrelid AS root, json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull, 'hasDefault', a.atthasdef,
    'sequence', (
      SELECT s.relname FROM pg_depend d JOIN pg_class s ON s.relkind = 'S'
        AND ((d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i')
            AND d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum)
          OR (d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = s.oid
            AND d.objid = (SELECT oid FROM pg_attrdef f WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum)))
      WHERE a.atthasdef OR a.attidentity <> '' LIMIT 1)) ORDER BY a.attnum) AS list
  FROM pg_attribute a
  WHERE a.attrelid IN (SELECT oid FROM wanted) AND a.attnum > 0 AND NOT a.attisdropped
  GROUP BY a.attrelid
), constraints AS (
  SELECT k.conrelid AS root,
    json_agg(json_build_object('name', k.conname, 'type', k.contype, 'validated', k.convalidated, 'references',
      CASE WHEN k.confrelid <> 0 THEN (SELECT json_build_object('schema', n.nspname, 'name', f.relname)
        FROM pg_class f JOIN pg_namespace n ON n.oid = f.relnamespace WHERE f.oid = k.confrelid) END)) AS list,
    json_agg(pg_get_constraintdef(k.oid)) FILTER (WHERE k.contype = 'c' AND k.convalidated) AS checks
  FROM pg_constraint k WHERE k.conrelid IN (SELECT oid FROM wanted) GROUP BY k.conrelid
), indexes AS (
  SELECT i.indrelid AS root, json_agg(json_build_object('name', c.relname, 'unique', i.indisunique,
    'partial', i.indpred IS NOT NULL, 'valid', i.indisvalid, 'columns', (
      SELECT coalesce(json_agg(coalesce(a.attname, '') ORDER BY k.at), '[]') FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, at)
      LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
      WHERE k.at <= i.indnkeyatts))) AS list
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid IN (SELECT oid FROM wanted) GROUP BY i.indrelid
)
SELECT json_build_object('lockTimeout', EXISTS (
    SELECT FROM pg_db_role_setting g, unnest(g.setconfig) AS one
    WHERE g.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND g.setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = current_user))
      AND one ~ '^lock_timeout=' AND one !~ '^lock_timeout=0+[a-z]*$'),
  'domains', (SELECT coalesce(json_agg(json_build_object('schema', n.nspname, 'name', b.typname)), '[]')
    FROM bound b JOIN pg_namespace n ON n.oid = b.typnamespace WHERE n.nspname <> 'information_schema'),
  'tables', coalesce(json_agg(json_build_object(
    'schema', n.nspname, 'name', w.relname, 'kind', w.relkind, 'rows', t.rows, 'bytes', coalesce(t.bytes, 0),
    'writesPerSecond', t.writes / since.seconds, 'readsPerSecond', t.reads / since.seconds, 'columns', coalesce(columns.list, '[]'),
    'checks', coalesce(constraints.checks, '[]'), 'constraints', coalesce(constraints.list, '[]'),
    'indexes', coalesce(indexes.list, '[]'), 'rowSecurity', w.relrowsecurity, 'options', to_json(w.reloptions),
    'policies', (SELECT count(*) FROM pg_policy o WHERE o.polrelid = w.oid))), '[]'))
FROM wanted w JOIN pg_namespace n ON n.oid = w.relnamespace CROSS JOIN since
LEFT JOIN totals t ON t.root = w.oid LEFT JOIN columns ON columns.root = w.oid
LEFT JOIN constraints ON constraints.root = w.oid LEFT JOIN indexes ON indexes.root = w.oid`;
}
