import type { ToolName } from '../../model/manifest.ts';
import type { Row } from '../../session/drivers/driver.ts';
import { identifier, literal } from '../../session/sql.ts';
import { harmless, notHarmless } from './harmless.ts';
import type { HistoryTable } from './history.ts';
import { tools } from './tools/index.ts';
import type { TableShape, Tool } from './tools/tool.ts';

/** A tool that somebody expects here: the manifest has a project of it, or the configuration names it. */
export interface Expected {
  tool: ToolName;
  /** `schema.table` or `table`, where it is not the tool's default */
  table?: string | undefined;
}

/** A history's table, with what would let this role read it where it may not. */
export interface FoundTable extends HistoryTable {
  grants: string[];
}

const shapes = tools.flatMap((tool) => tool.tables.map((shape) => ({ tool, shape })));

/** What a history's table is called whose name nobody knows. */
export const namesOfHistories = /migrat|version|revision|changelog|history/i;

/** As many have a history's names by no chance. */
const columnsThatTell = 6;

/** More columns than any tool's history has. */
const mostColumns = 20;

/**
 * Every table that may be a history: its name is a tool's own or configured, or it has all columns of a tool whose table
 * may have any name. Needs no right on any of them, and takes no lock. Views are found so that it can be told why they are
 * not read (`harmless.ts`). What Supabase migrates for itself (auth, storage) lies in schemas of its own roles, and is no
 * team's business.
 */
export function candidatesQuery(expected: Expected[]): string {
  const names = [
    ...shapes.flatMap(({ shape }) => [shape.name, ...(shape.beside ? [besideName(shape.beside)] : [])]),
    ...expected.flatMap(({ table }) => (table === undefined ? [] : [partsOf(table).name])),
  ];
  const anywhere = shapes.filter(({ shape }) => shape.anyName).map(({ shape }) => shape.columns);
  // Under a name that says nothing, only tables of so many columns count.
  const telling = shapes
    .filter(
      ({ shape: { anyName, columns, optional = [] } }) =>
        anyName && columns.length + optional.length >= columnsThatTell,
    )
    .map(({ shape: { columns } }) => columns.reduce((one, other) => (other.length > one.length ? other : one)));
  return `
SELECT
  n.nspname AS schema,
  c.relname AS name,
  c.relkind::text AS kind,
  has_schema_privilege(n.oid, 'USAGE') AS may_enter,
  has_table_privilege(c.oid, 'SELECT') AS may_read,
  ${harmless('c.oid')} AS harmless,
  to_json(a.columns)::text AS columns
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
  SELECT array_agg(a.attname::text ORDER BY a.attnum) AS columns
  FROM pg_attribute a
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
) a
WHERE c.relkind IN ('r', 'p', 'v', 'f')
  AND NOT c.relispartition
  AND n.nspname !~ '^pg_'
  AND n.nspname <> 'information_schema'
  AND (pg_get_userbyid(n.nspowner) !~ '^supabase' OR n.nspname = 'supabase_migrations')
  AND (c.relname = ANY (${texts(names)}) OR (
    c.relnatts <= ${mostColumns} AND (
      c.relname ~* '${namesOfHistories.source}'
      OR c.oid IN (SELECT x.attrelid FROM pg_attribute x WHERE x.attname = ANY (${texts(telling)}))
    )
  ))
  AND a.columns IS NOT NULL
  AND (c.relname = ANY (${texts(names)})
${anywhere.map((columns) => `    OR a.columns @> ${texts(columns)}`).join('\n')})
ORDER BY n.nspname, c.relname`;
}

/** Which of the candidates are histories, each of which tool. What has a history's name and not its columns is unreadable. */
export function historyTables(rows: Row[], expected: Expected[]): FoundTable[] {
  const candidates = rows.map(candidateFrom);
  return candidates.flatMap((candidate) => {
    const tool = toolOf(candidate, { candidates, expected });
    if (tool) return [{ ...found(candidate, tool.name), ...access(candidate, tool) }];
    const misshapen = expectedUnder(candidate, expected) ?? toolByName(candidate, expected);
    if (!misshapen || candidate.kind === 'v' || candidate.kind === 'f') return [];
    const unreadable = `its columns (${candidate.columns.join(', ')}) are not those of ${misshapen.title}`;
    return [{ ...found(candidate, misshapen.name), unreadable, grants: [] }];
  });
}

/**
 * Whether a table that has been found is a history whatever an application may have: by a name that is a tool's own or that
 * somebody told, or by more columns than chance makes. `price_history (id, name, run_on)` may be anybody's.
 */
export function isHistoryForSure({ schema, name, columns }: HistoryTable, expected: Expected[]): boolean {
  return (
    columns.length >= columnsThatTell ||
    expected.some((one) => names(one, { schema, name })) ||
    shapes.some(({ shape }) => shape.name === name && (shape.schema ?? schema) === schema)
  );
}

interface Candidate {
  schema: string;
  name: string;
  kind: string;
  mayEnter: boolean;
  mayRead: boolean;
  isHarmless: boolean;
  columns: string[];
}

interface Surroundings {
  candidates: Candidate[];
  expected: Expected[];
}

function candidateFrom(row: Row): Candidate {
  return {
    schema: String(row.schema),
    name: String(row.name),
    kind: String(row.kind),
    mayEnter: row.may_enter === true,
    mayRead: row.may_read === true,
    isHarmless: row.harmless === true,
    columns: JSON.parse(String(row.columns)) as string[],
  };
}

function found({ schema, name, columns }: Candidate, tool: ToolName): Omit<FoundTable, 'unreadable' | 'grants'> {
  return { tool, schema, name, columns };
}

function access(candidate: Candidate, tool: Tool): Pick<FoundTable, 'unreadable' | 'grants'> {
  const { schema, name, mayEnter, mayRead, kind, isHarmless } = candidate;
  if (!isHarmless) {
    const why =
      kind === 'r'
        ? `its columns are not of the types that ${tool.title} makes, or an index of it computes something`
        : 'it is no ordinary table';
    return { unreadable: `${why}: ${notHarmless}`, grants: [] };
  }
  if (mayEnter && mayRead) return { unreadable: null, grants: [] };
  const grants = [
    ...(mayEnter ? [] : [`GRANT USAGE ON SCHEMA ${identifier(schema)} TO <this role>`]),
    ...(mayRead ? [] : [`GRANT SELECT ON ${identifier(schema, name)} TO <this role>`]),
  ];
  return { unreadable: `this role may not ${mayEnter ? 'read it' : `enter the schema ${schema}`}`, grants };
}

/** The tool whose table it is: the configured one, then one that is expected, then the first that it can be. */
function toolOf(candidate: Candidate, { candidates, expected }: Surroundings): Tool | null {
  const fitting = shapes.filter(({ shape }) => hasColumnsOf(candidate, shape));
  const configured = fitting.find(({ tool }) =>
    expected.some((one) => one.tool === tool.name && names(one, candidate)),
  );
  if (configured) return configured.tool;
  // A view is somebody's own way to show a history: it is told of only where it is asked for.
  if (candidate.kind === 'v' || candidate.kind === 'f') return null;
  // A schema that only one tool uses says more than columns that several have.
  const named = fitting
    .filter(({ shape }) => hasNameOf(candidate, shape))
    .sort((one, other) => Number(other.shape.schema !== undefined) - Number(one.shape.schema !== undefined));
  const strict = named.filter(({ shape }) => isBesideRight(candidate, shape, candidates));
  const isExpected = ({ tool }: { tool: Tool }) => expected.some((one) => one.tool === tool.name);
  return (strict.find(isExpected) ?? named.find(isExpected) ?? strict[0])?.tool ?? null;
}

/** All required columns and none but the optional ones. As a subset, a table (id, timestamp, name) would be many a tool's. */
function hasColumnsOf({ columns }: Candidate, { columns: required, optional = [] }: TableShape): boolean {
  const known = new Set([...required, ...optional]);
  return required.every((column) => columns.includes(column)) && columns.every((column) => known.has(column));
}

function hasNameOf({ schema, name, columns }: Candidate, shape: TableShape): boolean {
  if (shape.schema !== undefined && shape.schema !== schema) return false;
  if (shape.name === name) return true;
  // Few columns are no proof: an application's own table may be (id, hash, created_at).
  return shape.anyName === true && (columns.length >= columnsThatTell || namesOfHistories.test(name));
}

function isBesideRight({ schema }: Candidate, { beside }: TableShape, candidates: Candidate[]): boolean {
  if (beside === undefined) return true;
  const isThere = candidates.some((other) => other.schema === schema && other.name === besideName(beside));
  return isThere !== beside.startsWith('!');
}

function expectedUnder(candidate: Candidate, expected: Expected[]): Tool | null {
  const one = expected.find((each) => names(each, candidate));
  return one === undefined ? null : (tools.find(({ name }) => name === one.tool) ?? null);
}

/** A name that several tools share, or any application may use, says nothing unless the tool is expected. */
function toolByName({ schema, name }: Candidate, expected: Expected[]): Tool | null {
  const named = shapes.filter(({ shape }) => shape.name === name && (shape.schema ?? schema) === schema);
  const owners = [...new Set(named.map(({ tool }) => tool))];
  const wanted = owners.find((tool) => expected.some((one) => one.tool === tool.name && one.table === undefined));
  if (wanted) return wanted;
  const isPeculiar = owners.length === 1 && !/^(schema_)?(migrations?|versions?)$/.test(name);
  return isPeculiar ? (owners[0] ?? null) : null;
}

function names({ table }: Expected, { schema, name }: Pick<Candidate, 'schema' | 'name'>): boolean {
  if (table === undefined) return false;
  const wanted = partsOf(table);
  return wanted.name === name && (wanted.schema === null || wanted.schema === schema);
}

function partsOf(table: string): { schema: string | null; name: string } {
  const dot = table.indexOf('.');
  return dot < 0 ? { schema: null, name: table } : { schema: table.slice(0, dot), name: table.slice(dot + 1) };
}

function besideName(beside: string): string {
  return beside.replace(/^!/, '');
}

function texts(values: string[]): string {
  // PostgreSQL takes no zero byte in a text, and a manifest may hold one.
  const own = [...new Set(values)].filter((value) => !value.includes('\0'));
  return `ARRAY[${own.map((value) => literal(value)).join(', ')}]::text[]`;
}
