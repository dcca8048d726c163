import type { Repository } from '../../repository/repository.ts';
import { directoriesOf, directoryOf, resolved } from '../files.ts';
import type { Place } from '../tool.ts';
import { type FlywaySettings, settingsIn } from './settings.ts';

/** A directory of migrations, with all below it, and what its settings say. */
export interface Location extends Place {
  settings: Map<string, string>;
}

const migration = /(^|\/)(V\d[\d._]*__[^/]+\.(sql|java|kt)|B\d[\d._]*__[^/]+\.sql|R__[^/]+\.(sql|java|kt))$/;

/** Where settings say, and wherever files have Flyway's names: `V1__x.sql` is nobody else's. */
export function locationsIn(repository: Repository): Location[] {
  const settings = settingsIn(repository);
  const named = settings.flatMap((each) => namedBy(each, repository));
  const marked = repository.files
    .filter((file) => migration.test(file) && !named.some(({ directory }) => isBelow(file, directory)))
    .map((file) => /^(?:.*\/)?db\/migrations?(?=\/)/.exec(file)?.[0] ?? directoryOf(file));
  const nearest = (directory: string) => settings.find((each) => isBelow(directory, each.directory))?.values;
  const found = [...new Set(marked)].map((directory) => located(directory, nearest(directory) ?? new Map()));
  const all = [...named, ...found];
  // A location holds what lies below it.
  return all.filter(
    ({ directory }, at) =>
      all.findIndex((other) => other.directory === directory) === at &&
      !all.some((other) => other.directory !== directory && isBelow(directory, other.directory)),
  );
}

/** The files of a location, those below it too. */
export function filesIn(repository: Repository, directory: string): string[] {
  return repository.files.filter((file) => isBelow(file, directory));
}

function namedBy({ directory, values }: FlywaySettings, repository: Repository): Location[] {
  const names =
    values
      .get('locations')
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  const directories = names.flatMap((name) => {
    const path = name.replace(/^(filesystem|classpath):/, '').replace(/^\/|\/$/g, '');
    if (name.startsWith('classpath:')) return onClassPath(repository, path);
    // From where the command is run: the folder of the settings, or the root.
    return [resolved(directory, path), resolved('', path)].flatMap((each) => each ?? []);
  });
  return [...new Set(directories)]
    .filter((each) => filesIn(repository, each).some((file) => file.endsWith('.sql')))
    .map((each) => located(each, values));
}

function onClassPath(repository: Repository, path: string): string[] {
  const all = directoriesOf(repository, /\.(sql|java|kt)$/);
  return all
    .map((each) => new RegExp(`^(.*/)?${path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=/|$)`).exec(each)?.[0])
    .flatMap((each) => each ?? []);
}

function located(directory: string, settings: Map<string, string>): Location {
  const name = settings.get('table');
  const schema = settings.get('defaultSchema') ?? settings.get('schemas')?.split(',')[0]?.trim();
  const table =
    name === undefined && schema === undefined
      ? undefined
      : `${schema ? `${schema}.` : ''}${name ?? 'flyway_schema_history'}`;
  return { directory, settings, ...(table === undefined ? {} : { table }) };
}

function isBelow(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}
