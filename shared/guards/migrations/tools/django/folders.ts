import type { Repository } from '../../repository/repository.ts';
import { directoryOf } from '../files.ts';

/** Files that Django takes for migrations: django/db/migrations/loader.py leaves out names that begin with `_` or `~`. */
const migrationFile = /(^|\/)migrations\/(?![_~])[^/]+\.py$/;

/** Every directory with a manage.py that has applications with migrations below it. */
export function projectsIn(repository: Repository): string[] {
  const roots = repository.files.filter((file) => /(^|\/)manage\.py$/.test(file)).map(directoryOf);
  return roots.filter((root) => foldersIn(repository, root).length > 0);
}

/** The folders `migrations` of a project with their files: those below its directory that are below no other project's. */
export function foldersIn(repository: Repository, root: string): [folder: string, files: string[]][] {
  const others = repository.files
    .filter((file) => /(^|\/)manage\.py$/.test(file) && directoryOf(file) !== root)
    .map((file) => `${directoryOf(file)}/`)
    .filter((other) => other !== '/' && isBelow(other, root));
  const files = repository.files.filter((file) => {
    return migrationFile.test(file) && isBelow(file, root) && !others.some((other) => file.startsWith(other));
  });
  return [...Map.groupBy(files, directoryOf)].filter(([, list]) => list.some((file) => isDjango(repository, file)));
}

/** Whether a file lies in a directory, at any depth. */
export function isBelow(path: string, root: string): boolean {
  return root === '' || path.startsWith(`${root}/`);
}

function isDjango(repository: Repository, file: string): boolean {
  try {
    return /^class Migration\b/m.test(repository.text(file) ?? '');
  } catch {
    // It is where Django's migrations are: that it cannot be read is said when it is read.
    return true;
  }
}
