import type { ToolName } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { directoriesOf, directoryOf, fileText, within } from '../files.ts';

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
  return new Map(directories.map((directory) => [directory, ownerOf(repository, directory)]));
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
  if (described.length > 0 && usesSqlx(repository, directory)) return 'sqlx';
  if (described.some((name) => /\.(up|down)\.sql$/.test(name))) return 'golang-migrate';
  return names.includes('atlas.sum') ? 'atlas' : null;
}

/** Supabase's, and Drizzle's with its journal. */
function isOthers(repository: Repository, directory: string): boolean {
  return (
    /(^|\/)supabase\/migrations$/.test(directory) || repository.files.includes(within(directory, 'meta/_journal.json'))
  );
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

/** A crate around the directory depends on sqlx, or `cargo sqlx` was used there. */
function usesSqlx(repository: Repository, directory: string): boolean {
  for (let home = directory; home !== ''; home = directoryOf(home))
    if (isSqlxHome(repository, directoryOf(home))) return true;
  return false;
}

function isSqlxHome(repository: Repository, home: string): boolean {
  if (repository.files.includes(within(home, 'sqlx.toml'))) return true;
  const crate = within(home, 'Cargo.toml');
  if (!repository.files.includes(crate)) return false;
  const cached = repository.files.some((file) => file.startsWith(within(home, '.sqlx/')));
  return cached || /^\s*sqlx\b|[."]sqlx\b/m.test(fileText(repository, crate).text ?? '');
}
