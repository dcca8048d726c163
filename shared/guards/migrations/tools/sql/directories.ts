import type { ToolName } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { directoriesOf, directoryOf, fileText, within } from '../files.ts';
import { isOtherDatabase, sqlxDatabases } from './databases.ts';

/** The tools whose migrations are plain files of SQL in one directory. */
export type SqlTool = Extract<ToolName, 'goose' | 'dbmate' | 'golang-migrate' | 'sqlx' | 'atlas'>;

const owners = new WeakMap<Repository, Map<string, SqlTool | null>>();

/**
 * The directories of one of these tools. Their files look alike, so that one place decides, and no directory is claimed
 * by two: a mark in the files (goose, dbmate) says more than their names, these more than atlas.sum, which Atlas also
 * writes for other tools.
 */
export function sqlPlaces(repository: Repository, tool: SqlTool): string[] {
  const known = owners.get(repository) ?? ownersIn(repository);
  owners.set(repository, known);
  return [...known].filter(([, owner]) => owner === tool).map(([directory]) => directory);
}

function ownersIn(repository: Repository): Map<string, SqlTool | null> {
  const directories = directoriesOf(repository, /(^|\/)(\d[^/]*\.(sql|go)|atlas\.sum)$/);
  const owned = directories
    .filter((directory) => !isOtherDatabase(repository, directory))
    .map((directory) => [directory, ownerOf(repository, directory)] as const);
  const foreign = foreignCrates(
    repository,
    owned.flatMap(([directory, owner]) => (owner === 'sqlx' ? [directory] : [])),
  );
  return new Map(owned.filter(([directory]) => !foreign.has(directory)));
}

/**
 * The directories of crates that sqlx compiles for other databases alone. A crate that names none gets what the others
 * bring: where one of them has migrations for PostgreSQL, those of this one are for another.
 */
function foreignCrates(repository: Repository, directories: string[]): Set<string> {
  const databases = directories.map((directory) => sqlxDatabases(repository, sqlxHome(repository, directory) ?? ''));
  const isOurs = (names: Set<string> | undefined) => names?.has('postgres') || names?.has('any');
  const isAnyOurs = databases.some(isOurs);
  return new Set(
    directories.filter((_, at) => !isOurs(databases[at]) && (isAnyOurs || (databases[at]?.size ?? 0) > 0)),
  );
}

function ownerOf(repository: Repository, directory: string): SqlTool | null {
  const names = repository.inDirectory(directory);
  const numbered = names.filter((name) => /^\d+.*\.sql$/.test(name));
  if (isOthers(repository, directory)) return null;
  if (names.some((name) => /^\d+_.*(?<!_test)\.go$/.test(name) && isGooseGo(repository, within(directory, name)))) {
    return 'goose';
  }
  const marked = markIn(
    repository,
    numbered.slice(0, 5).map((name) => within(directory, name)),
  );
  if (marked) return marked;
  const described = numbered.filter((name) => /^\d+_/.test(name));
  if (described.length > 0 && sqlxHome(repository, directory) !== null) return 'sqlx';
  if (described.some((name) => /\.(up|down)\.sql$/.test(name))) return 'golang-migrate';
  return names.includes('atlas.sum') ? 'atlas' : null;
}

/** Supabase's, and Drizzle's with its journal. */
function isOthers(repository: Repository, directory: string): boolean {
  return /(^|\/)supabase\/migrations$/.test(directory) || repository.has(within(directory, 'meta/_journal.json'));
}

function isGooseGo(repository: Repository, path: string): boolean {
  return /"github\.com\/pressly\/goose\b/.test(fileText(repository, path).text ?? '');
}

function markIn(repository: Repository, paths: string[]): SqlTool | null {
  for (const path of paths) {
    const text = fileText(repository, path).text ?? '';
    if (/^--\s*\+goose Up/m.test(text)) return 'goose';
    if (/^--\s*migrate:up/m.test(text)) return 'dbmate';
  }
  return null;
}

/** The folder of the crate around the directory that depends on sqlx, or where `cargo sqlx` was used; null: there is none. */
function sqlxHome(repository: Repository, directory: string): string | null {
  for (let home = directory; home !== ''; home = directoryOf(home))
    if (isSqlxHome(repository, directoryOf(home))) return directoryOf(home);
  return null;
}

function isSqlxHome(repository: Repository, home: string): boolean {
  if (repository.has(within(home, 'sqlx.toml'))) return true;
  const crate = within(home, 'Cargo.toml');
  if (!repository.has(crate)) return false;
  const cached = repository.inDirectory(within(home, '.sqlx')).length > 0;
  return cached || /^\s*sqlx\b|[."]sqlx\b/m.test(fileText(repository, crate).text ?? '');
}
