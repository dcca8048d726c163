import type { Repository } from '../../repository/repository.ts';
import { directoriesOf, directoryOf, oncePer, resolved } from '../files.ts';
import { layoutIn } from '../javascript/layout.ts';
import { isOtherDatabase } from '../sql/databases.ts';
import type { Place } from '../tool.ts';
import { type FlywaySettings, settingsIn } from './settings.ts';

/** The directories of migrations of one history, with all below them, and what its settings say. */
export interface Location extends Place {
  /** most often the place's directory alone */
  directories: string[];
  settings: Map<string, string>;
}

/** What a location may hold; those of any prefix. */
const kept = /\.(sql|java|kt)$/;

const migration = /(^|\/)(V\d[\d._]*__[^/]+\.(sql|java|kt)|B\d[\d._]*__[^/]+\.sql|R__[^/]+\.(sql|java|kt))$/;

/** Where settings say, and wherever files have Flyway's names: `V1__x.sql` is nobody else's. */
export const locationsIn = /* @__PURE__ */ oncePer(foundIn);

function foundIn(repository: Repository): Location[] {
  const settings = settingsIn(repository);
  const said = settings.flatMap((each) => namedBy(each, repository));
  const named: Location[] = [];
  // What is said first counts: further profiles have the same directories, and data for tests beside them.
  for (const location of said) {
    if (!named.some((other) => location.directories.some((each) => isHeld(each, other)))) named.push(location);
  }
  const marked = repository.files
    .filter((file) => migration.test(file) && !said.some((location) => isHeld(file, location)))
    .map((file) => /^(?:.*\/)?db\/migrations?(?=\/)/.exec(file)?.[0] ?? directoryOf(file));
  const nearest = (directory: string) => settings.find((each) => isBelow(directory, each.directory))?.values;
  const found = [...new Set(marked)]
    .map((directory) => located([directory], nearest(directory) ?? new Map()))
    .filter((location) => filesIn(repository, location).length > 0);
  const all = [...named, ...found];
  // A location holds what lies below it.
  return all.filter(
    ({ directory, directories }, at) =>
      all.findIndex((other) => other.directory === directory) === at &&
      !all.some((other) => other.directory !== directory && directories.every((each) => isHeld(each, other))),
  );
}

/** The files of a location, those below it too; those in folders that are called like another database are not for this one. */
export function filesIn(repository: Repository, { directories }: Pick<Location, 'directories'>): string[] {
  const files = new Set(directories.flatMap((directory) => repository.below(directory)));
  return [...files].filter((file) => !isOtherDatabase(repository, directoryOf(file)));
}

function isHeld(path: string, { directories }: Location): boolean {
  return directories.some((directory) => isBelow(path, directory));
}

/** One history's directories; where a name leads to several, a history each. */
function namedBy(settings: FlywaySettings, repository: Repository): Location[] {
  const names = settings.values.get('locations')?.split(',') ?? [];
  const found = names
    .map((name) => directoriesNamed(name.trim().replaceAll('{vendor}', 'postgresql'), settings, repository))
    .filter((directories) => directories.length > 0);
  const all = [...new Set(found.flat())];
  if (found.some((directories) => directories.length > 1)) return all.map((each) => located([each], settings.values));
  return all.length === 0 ? [] : [located(all, settings.values)];
}

function directoriesNamed(name: string, { directory }: FlywaySettings, repository: Repository): string[] {
  const path = name.replace(/^(filesystem|classpath):/, '').replace(/^\/|\/$/g, '');
  // From where the command is run: the folder of the settings, or the root.
  const paths = name.startsWith('classpath:')
    ? onClassPath(repository, path, directory)
    : [resolved(directory, path), resolved('', path)].flatMap((each) => each ?? []);
  const isUsed = (each: string) => filesIn(repository, { directories: [each] }).some((file) => kept.test(file));
  return [...new Set(paths)].filter(isUsed);
}

const directoriesIn = /* @__PURE__ */ oncePer((repository) => directoriesOf(repository, kept));

/** The resources beside the settings, else those of the same module, else all. */
function onClassPath(repository: Repository, path: string, directory: string): string[] {
  const pattern = new RegExp(`^(.*/)?${path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=/|$)`);
  const all = directoriesIn(repository).flatMap((each) => pattern.exec(each)?.[0] ?? []);
  const homes = [directory, directory.replace(/(^|\/)src\/.*$/, '')];
  const near = homes.map((home) => all.filter((each) => isBelow(each, home)));
  return near.find((each) => each.length > 0) ?? all;
}

function located(directories: string[], settings: Map<string, string>): Location {
  const name = settings.get('table');
  const schema = settings.get('defaultSchema') ?? settings.get('schemas')?.split(',')[0]?.trim();
  const table =
    name === undefined && schema === undefined
      ? undefined
      : `${schema ? `${schema}.` : ''}${name ?? 'flyway_schema_history'}`;
  return { ...layoutIn(directories), settings, ...(table === undefined ? {} : { table }) };
}

function isBelow(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}
