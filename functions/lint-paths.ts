import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../shared/model/errors.ts';

/** The SQL below a folder that goes forward, in order; null where it is no folder. */
export function filesIn(path: string): string[] | null {
  try {
    if (!statSync(path).isDirectory()) return null;
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
    const kept = names.filter((name) => !/(^|[./\\_-])down\.sql$/i.test(name) && !name.includes('node_modules'));
    const files = kept.map((name) => join(path, name)).sort();
    return files.filter((file) => file.endsWith('.sql') && statSync(file).isFile());
  } catch (error) {
    throw new UsageError('usage/arguments', `${path} cannot be read`, 'name files that are there', { cause: error });
  }
}

/** Of a folder in which nothing is that could be linted. */
export function noMigrationsIn(folder: string): UsageError {
  const message = `there is no SQL in ${folder}, and no migrations that are found here`;
  const hint = 'name files, or the directory in the configuration, under migrations.projects';
  return new UsageError('usage/arguments', message, hint);
}

const folders = new Map<string, string>();

/** Where a file really is: that of its folder is asked once. */
export function placeOf(path: string): string {
  const folder = dirname(path);
  const real = folders.get(folder) ?? realpathSync(folder);
  folders.set(folder, real);
  return join(real, basename(path));
}

/** Whether a file is somewhere in one of these folders. */
export function isWithin(folders: { place: string }[], file: string): boolean {
  return folders.some(({ place }) => file.startsWith(place === sep ? sep : place + sep));
}

/** The folder that holds .git, here or above; else this one. */
export function rootAbove(folder: string): string {
  for (let each = folder; ; each = dirname(each)) {
    if (existsSync(join(each, '.git'))) return each;
    if (dirname(each) === each) return folder;
  }
}

/** Names files from the root of the repository, in which the working directory may be any folder. */
export function namingFromRoot(): (file: string) => string {
  const root = rootAbove(process.cwd());
  return (file) => relative(root, resolve(file)).split(sep).join('/');
}
