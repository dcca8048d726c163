import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { directoriesOf, directoryOf, fileText, sqlOf, within } from '../files.ts';
import type { Place } from '../tool.ts';
import { isOtherDatabase } from './databases.ts';

/** Directories with a folder a migration, where diesel.toml or a crate around them says that they are Diesel's. */
export function dieselPlaces(repository: Repository): Place[] {
  const all = directoriesOf(repository, /(^|\/)[\d-]+(_[^/]*)?\/up\.sql$/).map(directoryOf);
  return [...new Set(all)]
    .filter((place) => usesDiesel(repository, place) && !isOtherDatabase(repository, place))
    .map((directory) => ({ directory }));
}

function usesDiesel(repository: Repository, place: string): boolean {
  for (let home = place; home !== ''; home = directoryOf(home)) {
    const around = directoryOf(home);
    if (repository.has(within(around, 'diesel.toml'))) return true;
    const crate = within(around, 'Cargo.toml');
    const text = repository.has(crate) ? (fileText(repository, crate).text ?? '') : '';
    if (/^\s*diesel(_\w+)?\b|[."]diesel\b/m.test(text)) return true;
  }
  return false;
}

/** Folders by their versions. Each file is sent as it is. diesel-rs/diesel: diesel_migrations/migrations_internals/src/lib.rs */
export function readDiesel(repository: Repository, { directory }: Place): Project {
  const problems: Problem[] = [];
  const migrations = foldersIn(repository, directory).map((name) =>
    migrationFrom(repository, { directory, name, problems }),
  );
  const sorted = migrations.sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
  const known = new Set<string>();
  for (const { id, file = '' } of sorted) {
    if (known.has(id))
      problems.push({ file: within(directory, file), message: `another migration has the same version, ${id}` });
    known.add(id);
  }
  const unique = sorted.filter(({ id }, at) => sorted[at - 1]?.id !== id);
  return { tool: 'diesel', directory, transaction: 'each', migrations: unique, heads: [], problems };
}

function foldersIn(repository: Repository, directory: string): string[] {
  const inside = repository.below(directory).map((file) => file.slice(within(directory, '').length).split('/'));
  const names = inside.filter((path) => path.length > 1).map(([name = '']) => name);
  return [...new Set(names)].filter((name) => !name.startsWith('.'));
}

interface Folder {
  directory: string;
  name: string;
  problems: Problem[];
}

function migrationFrom(repository: Repository, { directory, name, problems }: Folder): Migration {
  const folder = within(directory, name);
  const own = { id: (name.split('_')[0] ?? '').replaceAll('-', '') || name, file: `${name}/up.sql` };
  if (!repository.has(`${folder}/up.sql`)) {
    problems.push({ file: folder, message: 'this folder has no up.sql: Diesel refuses it' });
    return { ...own, opaque: true };
  }
  const { text, problem } = fileText(repository, `${folder}/up.sql`);
  if (problem) problems.push(problem);
  return { ...own, ...sqlOf(text), ...(isOutside(repository, folder) ? { outsideTransaction: true } : {}) };
}

/** metadata.toml without the setting counts as false: the field's default is not the file's. */
function isOutside(repository: Repository, folder: string): boolean {
  const file = `${folder}/metadata.toml`;
  if (!repository.has(file)) return false;
  return !/^\s*run_in_transaction\s*=\s*true\b/m.test(fileText(repository, file).text ?? '');
}
