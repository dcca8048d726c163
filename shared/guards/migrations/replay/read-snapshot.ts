import type { Project, Snapshot } from '../../../model/manifest.ts';
import type { Driver, Row } from '../../../session/drivers/driver.ts';
import { ownSearchPath } from '../../../session/sql.ts';
import { snapshotFrom, snapshotQuery } from '../../schema/snapshot.ts';
import { namesOfTools } from '../catalog.ts';
import { candidatesQuery, historyTables } from '../tables.ts';

/** The schema of a database without what these projects' tools keep in it for themselves. */
export async function snapshotIn(driver: Driver, projects: Project[]): Promise<Snapshot> {
  const [, , [version] = [], candidates = [], objects = []] = await read(driver, projects);
  const histories = historyTables(candidates, projects).map(({ schema, name }) => `${quoted(schema)}.${quoted(name)}`);
  const beside = objects.flatMap(({ kind, name }) =>
    kind === 'table' && namesOfTools.has(String(name).split('.').at(-1) ?? '') ? [String(name)] : [],
  );
  const skip = [...histories, ...beside];
  return withoutSchemasOf(skip, snapshotFrom(objects, { server: Number(version?.server), skip }));
}

/** Drizzle's and Supabase's histories have a schema for themselves. */
function withoutSchemasOf(tables: string[], { objects, ...rest }: Snapshot): Snapshot {
  const inUse = (schema: string) => Object.keys(objects).some((key) => key.split(' ').at(-1)?.startsWith(`${schema}.`));
  const schemas = tables.map((table) => table.slice(0, table.indexOf('.'))).filter((schema) => !inUse(schema));
  const gone = new Set(schemas.filter((schema) => schema !== 'public').map((schema) => `schema ${schema}`));
  return { ...rest, objects: Object.fromEntries(Object.entries(objects).filter(([key]) => !gone.has(key))) };
}

/** Something that a database holds, in words; null where it is empty. Extensions and the schema `public` come with it. */
export async function firstObjectIn(driver: Driver): Promise<string | null> {
  const [, , , , objects = []] = await read(driver, []);
  const own = objects.filter(({ kind, name }) => kind !== 'extension' && !(kind === 'schema' && name === 'public'));
  const first = own.find(({ kind }) => kind === 'table') ?? own[0];
  return first === undefined ? null : `${String(first.kind)} ${String(first.name)}`;
}

function read(driver: Driver, projects: Project[]): Promise<Row[][]> {
  return driver.query(
    [
      'BEGIN READ ONLY',
      `SET LOCAL search_path = ${ownSearchPath}`,
      "SELECT current_setting('server_version_num')::int / 10000 AS server",
      candidatesQuery(projects),
      snapshotQuery,
      'COMMIT',
    ].join(';\n'),
  );
}

/** As quote_ident writes it. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
