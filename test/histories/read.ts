import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { History, HistoryTable, Recorded } from '../../shared/guards/migrations/history.ts';
import { type Repository, repositoryWith } from '../../shared/guards/migrations/repository/repository.ts';
import { toolNamed } from '../../shared/guards/migrations/tools/index.ts';
import { loadParsers } from '../../shared/guards/migrations/tools/parsers.ts';
import { readers } from '../../shared/guards/migrations/tools/readers.ts';
import type { Place, Reader, TableShape } from '../../shared/guards/migrations/tools/tool.ts';
import type { Project, ToolName } from '../../shared/model/manifest.ts';
import { type Connection, database, type TestDatabase } from '../support/database.ts';
import { whenTheFileEnds } from '../support/endings.ts';
import { history, type RecordedHistory } from './history.ts';

/** Files as a repository, without a folder: for what no tool writes. */
export function repositoryOf(files: Record<string, string | Uint8Array>): Repository {
  const bytes = (path: string) => (path in files ? Buffer.from(files[path] as string) : null);
  return repositoryWith(Object.keys(files), {
    root: '/repository',
    text: (path) => bytes(path)?.toString('utf8') ?? null,
    bytes,
  });
}

/** A folder as a repository: everything in it. */
export function repositoryIn(folder: string): Repository {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return repositoryOf(Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)])));
}

/** What a tool's Reader says of a repository: every place that it finds, or the one that is given. */
export async function projects(tool: ToolName, repository: Repository, place?: Place): Promise<Project[]> {
  await loadParsers(repository);
  const reader = readerNamed(tool);
  const places = place ? [place] : reader.places(repository);
  return Promise.all(places.map((each) => reader.read(repository, each)));
}

function readerNamed(tool: ToolName): Reader {
  const reader = readers.find((each) => each.tool === tool);
  if (!reader) throw new Error(`no reader for ${tool}`);
  return reader;
}

/**
 * What a tool's table says, read as a role that may do nothing but SELECT, in a READ ONLY transaction, with the search
 * path of Lockstep's sessions. null where the database has no such table.
 */
export async function historyOf(name: ToolName, shop: TestDatabase): Promise<History | null> {
  const tool = toolNamed(name);
  const table = await tableOf(name, shop);
  if (!table) return null;
  const reader = await readerOf(shop);
  await shop.query(`GRANT USAGE ON SCHEMA "${table.schema}" TO ${reader.name};
    GRANT SELECT ON ALL TABLES IN SCHEMA "${table.schema}" TO ${reader.name}`);
  await reader.query(
    `BEGIN READ ONLY; SET LOCAL search_path TO pg_catalog, pg_temp; SET LOCAL TimeZone TO 'Asia/Tokyo'`,
  );
  const rows = await reader.query(tool.query(table));
  await reader.query('ROLLBACK');
  const [cell] = Object.values(rows[0] ?? {});
  const read = tool.read(JSON.parse(String(cell)), table);
  const { schema } = table;
  return { tool: name, table: `${schema}.${table.name}`, schema, lock: null, environment: null, ...read };
}

const known = new WeakMap<TestDatabase, Promise<Connection & { name: string }>>();

function readerOf(shop: TestDatabase): Promise<Connection & { name: string }> {
  const reader = known.get(shop) ?? shop.role();
  known.set(shop, reader);
  return reader;
}

async function tableOf(name: ToolName, shop: TestDatabase): Promise<HistoryTable | null> {
  const rows = await shop.query<{ schema: string; name: string; columns: string[] }>(`
    SELECT n.nspname AS schema, c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    GROUP BY 1, 2 ORDER BY 1, 2`);
  const found = rows.find((row) => toolNamed(name).tables.some((shape) => fits(row, shape)));
  return found ? { ...found, tool: name, unreadable: null } : null;
}

function fits({ schema, name, columns }: { schema: string; name: string; columns: string[] }, shape: TableShape) {
  const all = [...shape.columns, ...(shape.optional ?? [])];
  const named = name === shape.name || shape.anyName === true;
  const placed = shape.schema === undefined || shape.schema === schema;
  return (
    named &&
    placed &&
    shape.columns.every((each) => columns.includes(each)) &&
    columns.every((each) => all.includes(each))
  );
}

/** A scenario's project and history, as its Reader and its Tool have them. */
export interface BothSides extends RecordedHistory {
  /** where the Reader found it */
  place: Place;
  project: Project;
  history: History | null;
}

/**
 *     const { project, history, said } = await bothSides('prisma', 'failed');
 *
 * The database is the file's, and empty again for the next. `from`: the folder of the recordings, where it is not the tool's.
 */
export async function bothSides(tool: ToolName, scenario: string, from: string = tool): Promise<BothSides> {
  const recorded = await history(from, scenario, await emptied());
  const repository = repositoryIn(recorded.folder);
  await loadParsers(repository);
  const [place] = readerNamed(tool).places(repository);
  if (!place) throw new Error(`the reader of ${tool} finds nothing in ${recorded.folder}`);
  const project = await readerNamed(tool).read(repository, place);
  return { ...recorded, place, project, history: await historyOf(tool, recorded.database) };
}

let own: Promise<TestDatabase> | undefined;

function ownOfFile(): Promise<TestDatabase> {
  whenTheFileEnds(() => {
    own = undefined;
  });
  return database('', { forFile: true });
}

/** One database for all recordings of a file: making one takes longer than anything that is read from it. */
async function emptied(): Promise<TestDatabase> {
  own ??= ownOfFile();
  const shop = await own;
  await shop.query(`DO $$
    DECLARE name text;
    BEGIN
      FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', name);
      END LOOP;
      CREATE SCHEMA public;
    END $$`);
  return shop;
}

/** Recorded rows by their ids, to look one up. */
export function rowOf(read: { history: History | null }, id: string): Recorded {
  const row = read.history?.recorded.find((each) => each.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
}
