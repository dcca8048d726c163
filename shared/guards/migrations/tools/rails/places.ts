import type { Repository } from '../../repository/repository.ts';
import { directoryOf, fileText, oncePer, within } from '../files.ts';
import type { Place } from '../tool.ts';

const file = /(?:^|\/)[0-9]+_[_a-z0-9]*\.?[_a-z0-9]*\.rb$/;
const directory = /^((?:.*\/)?)db\/(?:([a-z0-9_]+)_)?migrate$/;

/**
 * The directories of migrations: `db/migrate`, and `db/<name>_migrate` of further databases. Those of an engine beside an
 * application are no place of their own: the application copies their files, or names their directory.
 */
export function placesOf(repository: Repository): Place[] {
  const found = directoriesIn(repository);
  const all = found.filter((place) => !isPartOfMain(repository, place, found));
  const applications = all.filter((place) => isApplication(repository, place));
  return (applications.length > 0 ? applications : all).map((place) => placeOf(repository, place));
}

const directoriesIn = /* @__PURE__ */ oncePer((repository) => {
  const files = Map.groupBy(
    repository.files.filter((path) => file.test(path)),
    rootOf,
  );
  return [...files].flatMap(([root, paths]) =>
    root === null || paths.every((path) => isOthers(repository, path)) ? [] : [root],
  );
});

/** Other libraries give their migrations the same names: `Sequel.migration do`, `ROM::SQL.migration do`. */
function isOthers(repository: Repository, path: string): boolean {
  return /^\s*[\w:]+\.migration\b/m.test(fileText(repository, path).text ?? '');
}

/**
 * Whether `db/<name>_migrate` holds migrations of the application's own database: those that run after the deploy
 * (`db/post_migrate` of Mastodon, GitLab and Discourse). Another database is one that config/database.yml gives the path.
 */
function isPartOfMain(repository: Repository, place: string, all: string[]): boolean {
  const name = placeVariant(place);
  if (name === undefined || !all.includes(within(homeOf(place), 'db/migrate'))) return false;
  const paths = migrationsPaths(repository, homeOf(place));
  if (paths === null) return name === 'post';
  return !paths.some((list) => list.includes(`db/${name}_migrate`) && !list.includes('db/migrate'));
}

/** What each database of config/database.yml, or the sample beside it, has as `migrations_paths`; null where neither is there. */
function migrationsPaths(repository: Repository, home: string): string[][] | null {
  const names = repository.inDirectory(within(home, 'config')).filter((name) => /^database\b.*\.ya?ml\b/.test(name));
  if (names.length === 0) return null;
  const lists = names.flatMap((name) => {
    const text = fileText(repository, within(home, `config/${name}`)).text ?? '';
    return text.match(/^[ \t]*migrations_paths:.*(\r?\n[ \t]*-.*)*/gm) ?? [];
  });
  return lists.map((list) => list.replaceAll(/#.*/g, '').match(/\bdb\/\w+/g) ?? []);
}

/** With the directories beside them whose migrations are of the same database. */
export function withParts(repository: Repository, directories: string[]): string[] {
  const all = directoriesIn(repository);
  const parts = all.filter(
    (each) => isPartOfMain(repository, each, all) && directories.includes(within(homeOf(each), 'db/migrate')),
  );
  return [...directories, ...parts];
}

/** The directory of migrations that a file lies in, however deep; null where there is none. */
function rootOf(path: string): string | null {
  for (let place = directoryOf(path); place !== ''; place = directoryOf(place)) if (directory.test(place)) return place;
  return null;
}

function placeOf(repository: Repository, place: string): Place {
  const name = directory.exec(place)?.[2];
  const table = settingIn(repository, place, 'schema_migrations_table_name');
  return {
    directory: place,
    ...(name === undefined ? {} : { variant: name }),
    ...(table === null ? {} : { table }),
  };
}

/** The root of the application (or engine) that a directory of migrations belongs to. */
export function homeOf(place: string): string {
  return (directory.exec(place)?.[1] ?? '').replace(/\/$/, '');
}

function isApplication(repository: Repository, place: string): boolean {
  const home = homeOf(place);
  return ['config/application.rb', 'config/environment.rb'].some((path) => repository.has(within(home, path)));
}

/** The directories of engines whose migrations the application runs as its own, since a file says so. */
export function enginesOf(repository: Repository, place: string): string[] {
  if (!isApplication(repository, place) || placeVariant(place) !== undefined) return [];
  return directoriesIn(repository).filter(
    (other) =>
      other !== place &&
      placeVariant(other) === undefined &&
      other.startsWith(homeOf(place) === '' ? '' : `${homeOf(place)}/`) &&
      !isApplication(repository, other) &&
      appendsPath(repository, homeOf(other), homeOf(place)),
  );
}

const placeVariant = (place: string) => directory.exec(place)?.[2];

function appendsPath(repository: Repository, engine: string, home: string): boolean {
  const inside = repository.below(engine).filter((path) => path.endsWith('engine.rb'));
  const own = repository
    .inDirectory(within(home, 'config/initializers'))
    .map((name) => within(home, `config/initializers/${name}`));
  return [...inside, ...own, within(home, 'config/application.rb')].some((path) =>
    /paths\[["']db\/migrate["']\]|migrations_paths\s*(<<|\+=|\.push|\.concat)/.test(
      fileText(repository, path).text ?? '',
    ),
  );
}

/** A setting of Active Record in the application's configuration, where it is given as a plain text. */
export function settingIn(repository: Repository, place: string, name: string): string | null {
  const pattern = new RegExp(`^\\s*[^#\\n]*\\b${name}\\s*=\\s*["':]([\\w.]+)`, 'm');
  return (
    configuration(repository, place, ['config/application.rb'])
      .map((text) => pattern.exec(text)?.[1] ?? null)
      .find((found) => found !== null) ?? null
  );
}

/** Whether a line of the configuration that is no comment says so. */
export function isConfigured(
  repository: Repository,
  place: string,
  { path, pattern }: { path: string; pattern: RegExp },
): boolean {
  return configuration(repository, place, [path]).some((text) =>
    text.split('\n').some((line) => !/^\s*#/.test(line) && pattern.test(line)),
  );
}

function configuration(repository: Repository, place: string, paths: string[]): string[] {
  const all = paths.map((path) => within(homeOf(place), path)).filter((path) => repository.has(path));
  return all.map((path) => fileText(repository, path).text ?? '');
}
