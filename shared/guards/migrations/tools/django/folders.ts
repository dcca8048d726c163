import type { Repository } from '../../repository/repository.ts';
import { directoriesOf, directoryOf } from '../files.ts';

const manage = /(^|\/)manage\.py$/;

/** Files that Django takes for migrations: django/db/migrations/loader.py leaves out names that begin with `_` or `~`. */
const migrationFile = /(^|\/)migrations\/(?![_~])[^/]+\.py$/;

/** Every directory with a manage.py that has applications with migrations below it. */
export function projectsIn(repository: Repository): string[] {
  const roots = directoriesOf(repository, manage);
  return roots.filter((root) => foldersIn(repository, root).length > 0);
}

/** The folders `migrations` of a project with their files: those below its directory that are below no other project's. */
export function foldersIn(repository: Repository, root: string): [folder: string, files: string[]][] {
  const inside = repository.below(root);
  const others = new Set(inside.filter((file) => manage.test(file)).map(directoryOf));
  others.delete(root);
  const files = inside.filter((file) => migrationFile.test(file) && !isBelowAny(file, root, others));
  return [...Map.groupBy(files, directoryOf)].filter(([, list]) => list.some((file) => isDjango(repository, file)));
}

/** Whether a directory between the file and the root is one of these. */
function isBelowAny(file: string, root: string, others: Set<string>): boolean {
  for (let home = directoryOf(file); home.length > root.length; home = directoryOf(home))
    if (others.has(home)) return true;
  return false;
}

function isDjango(repository: Repository, file: string): boolean {
  try {
    return /^class Migration\b/m.test(repository.text(file) ?? '');
  } catch {
    // It is where Django's migrations are: that it cannot be read is said when it is read.
    return true;
  }
}
