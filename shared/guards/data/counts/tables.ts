import type { Row } from '../../../session/drivers/driver.ts';
import type { Session } from '../../../session/session.ts';
import { identifier } from '../../../session/sql.ts';
import { candidatesQuery, type Expected } from '../../migrations/tables.ts';
import { ofHistories } from '../../schema/snapshot/histories.ts';
import { ask, type Reply, type Unread } from '../ask.ts';
import { partitionsOf } from '../partitions.ts';
import type { Reader } from '../reader.ts';
import { ofExtension, ordinarySchema } from '../states/indexes-query.ts';
import type { Count } from './counts.ts';

/** A table with what the planner takes for the number of its rows. */
interface Table {
  schema: string;
  name: string;
  /** by its root, with all partitions; one that others inherit from without their rows */
  partitioned: boolean;
  estimate: bigint | null;
  /** row security keeps rows from this role */
  hidden: boolean;
  /** some of its partitions lie on another server */
  elsewhere: boolean;
  /** the statistics know of no row: it is empty, or they were lost */
  deserted: boolean;
  locks: number;
}

/** Rows of a table, with its name; `unread`: why they were to be counted and were not. */
export type Counted = Count & { schema: string; name: string; unread: Unread | null };

/**
 * Partitions are counted with their root, foreign tables not at all, nor what has such a partition. What the role may not
 * read is among them: somebody has to learn that nobody counted it. `reltuples` is -1 where nobody ever looked.
 * https://www.postgresql.org/docs/current/catalog-pg-class.html
 */
const tablesQuery = `
SELECT
  n.nspname AS schema,
  t.relname AS name,
  t.relkind = 'p' AS partitioned,
  row_security_active(t.oid) AS hidden,
  parts.elsewhere,
  CASE WHEN parts.known THEN parts.rows END AS estimate,
  parts.live = 0 AS deserted,
  parts.locks
FROM pg_catalog.pg_class t
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
CROSS JOIN LATERAL (
  SELECT
    coalesce(sum(p.reltuples) FILTER (WHERE p.relkind <> 'p'), 0)::bigint AS rows,
    coalesce(bool_and(p.reltuples >= 0) FILTER (WHERE p.relkind <> 'p'), true) AS known,
    bool_or(p.relkind = 'f') AS elsewhere,
    sum(pg_stat_get_live_tuples(p.oid)) AS live,
    (count(*) + sum((SELECT count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = p.oid)))::int AS locks
  FROM ${partitionsOf('t')} part
  JOIN pg_catalog.pg_class p ON p.oid = part.oid
) parts
WHERE t.relkind IN ('r', 'p')
  AND NOT t.relispartition
  AND t.relpersistence <> 't'
  AND ${ordinarySchema('n')}
  AND NOT ${ofExtension('t.oid')}
ORDER BY n.nspname, t.relname`;

/**
 * The rows of every table, counted within the reader's budget; else as many as the planner takes them for. One whose rows
 * were all deleted is empty, though its pages are too many to be read. The migration
 * tools' own tables are left out: a pending migration has one row less there.
 */
export async function countedTables(session: Session, reader: Reader, projects: Expected[]): Promise<Counted[]> {
  const [rows = [], candidates = []] = await session.read(tablesQuery, candidatesQuery(projects));
  const isHistory = ofHistories([candidates], projects);
  const tables = rows.map(tableFrom).filter(({ schema, name }) => !isHistory({ kind: 'table', path: [schema, name] }));
  const open = tables.filter(({ elsewhere }) => !elsewhere);
  const byTable = await replies(reader, open, (source) => `SELECT count(*) FROM ${source}`);
  const left = open.filter((table) => table.deserted && unreadIn(byTable.get(table))?.because === 'cost');
  for (const [table, reply] of await replies(reader, left, firstOf))
    if (countIn(reply) === 0n) byTable.set(table, reply);
  return tables.map((table) => ({ schema: table.schema, name: table.name, ...countOf(table, byTable.get(table)) }));
}

/** 1, or 0 where there is no row at all. It reads past every deleted row: only what has none by the statistics is asked. */
const firstOf = (source: string) => `SELECT count(*) FROM (SELECT FROM ${source} LIMIT 1) first`;

async function replies(
  reader: Reader,
  tables: Table[],
  question: (source: string) => string,
): Promise<Map<Table, Reply | undefined>> {
  const questions = tables.map((table) => ({ sql: question(sourceOf(table)), locks: table.locks }));
  const answers = await ask(reader, questions);
  return new Map(tables.map((table, at) => [table, answers[at]]));
}

function countIn(reply: Reply | undefined): bigint | null {
  const cell = reply && 'cells' in reply ? reply.cells[0] : null;
  return cell ? BigInt(cell) : null;
}

function unreadIn(reply: Reply | undefined): Unread | null {
  return reply && !('cells' in reply) ? reply : null;
}

function sourceOf({ schema, name, partitioned }: Table): string {
  return `${partitioned ? '' : 'ONLY '}${identifier(schema, name)}`;
}

/** Of rows that are hidden from the role, or lie on another server, no estimate is told. */
function countOf({ hidden, elsewhere, estimate }: Table, reply: Reply | undefined): Omit<Counted, 'schema' | 'name'> {
  const rows = countIn(reply);
  if (rows !== null) return { rows, exact: true, unread: null };
  return { rows: hidden || elsewhere ? null : estimate, exact: false, unread: unreadIn(reply) };
}

function tableFrom(row: Row): Table {
  return {
    schema: String(row.schema),
    name: String(row.name),
    partitioned: row.partitioned === true,
    estimate: row.estimate === null ? null : BigInt(String(row.estimate)),
    hidden: row.hidden === true,
    elsewhere: row.elsewhere === true,
    deserted: row.deserted === true,
    locks: Number(row.locks),
  };
}
