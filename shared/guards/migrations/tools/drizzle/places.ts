import * as z from 'zod';
import type { Repository } from '../../repository/repository.ts';
import { directoriesOf, directoryOf, fileText, resolved, within } from '../files.ts';
import { type Config, configsIn, entry, pathIn, settingsOf } from '../javascript/config.ts';
import { textOf } from '../javascript/value.ts';
import type { Place } from '../tool.ts';

/**
 * Where Drizzle's migrations for PostgreSQL are: in the folder of a journal (up to 0.45), or of folders that hold a
 * migration and the snapshot beside it (from 1.0 on). drizzle.config names the table where it is not the default one.
 */
export function drizzlePlaces(repository: Repository): Place[] {
  const journals = directoriesOf(repository, /(^|\/)meta\/_journal\.json$/).map(directoryOf);
  const folders = directoriesOf(repository, /(^|\/)\d{14}_[^/]+\/migration\.sql$/)
    .filter((folder) => repository.inDirectory(folder).includes('snapshot.json'))
    .map(directoryOf)
    .filter((directory) => !repository.inDirectory(directory).includes('migration_lock.toml'));
  const tables = configuredTables(repository);
  return [...new Set([...journals, ...folders])]
    .filter((directory) => !isSupabases(repository, directory))
    .map((directory) => ({ directory, variant: journals.includes(directory) ? 'journal' : 'folders' }))
    .filter((place) => isPostgres(repository, place))
    .sort((one, other) => (one.directory < other.directory ? -1 : 1))
    .map((place) => ({ ...place, ...tableOf(tables.get(place.directory)) }));
}

/** Drizzle can write for Supabase's tool, which then applies them: https://orm.drizzle.team/docs/drizzle-config-file#prefix */
function isSupabases(repository: Repository, directory: string): boolean {
  return (
    /(^|\/)supabase\/migrations$/.test(directory) &&
    repository.inDirectory(directoryOf(directory)).includes('config.toml')
  );
}

function tableOf(table: string | undefined): Pick<Place, 'table'> {
  return table === undefined ? {} : { table };
}

/** Told by the journal, or by the newest snapshot; where neither can be read it may be ours. */
function isPostgres(repository: Repository, { directory, variant }: Place): boolean {
  const snapshots = () => repository.below(directory).filter((file) => isSnapshot(file, directory));
  const file = variant === 'journal' ? within(directory, 'meta/_journal.json') : snapshots().at(-1);
  const dialect = file === undefined ? null : dialectIn(fileText(repository, file).text);
  return dialect === null || /^(pg|postgres|postgresql)$/.test(dialect);
}

function isSnapshot(file: string, directory: string): boolean {
  return file.endsWith('/snapshot.json') && directoryOf(directoryOf(file)) === directory;
}

function dialectIn(text: string | null): string | null {
  try {
    return z.object({ dialect: z.string() }).safeParse(JSON.parse(text ?? '')).data?.dialect ?? null;
  } catch {
    return null;
  }
}

/** `migrations.table` and `.schema` of drizzle.config, by the folder that it writes to. https://orm.drizzle.team/docs/drizzle-config-file */
function configuredTables(repository: Repository): Map<string, string> {
  const configs = configsIn(
    repository,
    /(^|\/)drizzle[\w.-]*\.config\.([cm]?[jt]s|json)$|(^|\/)drizzle\.config[\w.-]*\.([cm]?[jt]s|json)$/,
  );
  return new Map(configs.flatMap((config) => configuredTable(config)));
}

function configuredTable(config: Config): [string, string][] {
  const settings = settingsOf(config.exports.get('default'));
  const out = entry(settings, 'out');
  const directory = out === undefined ? resolved(config.directory, 'drizzle') : pathIn(config, out);
  const table = textOf(entry(settings, 'migrations', 'table'));
  const schema = textOf(entry(settings, 'migrations', 'schema'));
  if (directory === null || (table === null && schema === null)) return [];
  return [[directory, `${schema ?? 'drizzle'}.${table ?? '__drizzle_migrations'}`]];
}
