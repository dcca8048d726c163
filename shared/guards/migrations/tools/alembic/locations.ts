import type { Repository } from '../../repository/repository.ts';
import { directoryOf, fileText, oncePer, resolved, within } from '../files.ts';
import { type Section, sectionsOf } from './configuration.ts';

/** Where one set of Alembic revisions is. Paths are from the repository's root. */
export interface Location {
  /** `script_location`: the folder with env.py */
  directory: string;
  /** the folders with the revisions */
  versions: string[];
  /** `recursive_version_locations` */
  recursive: boolean;
  /** where `alembic` is called */
  configuration: string | null;
}

/**
 * Every Alembic in a repository: by its configuration files, then by folders `versions` beside an env.py that no
 * configuration file names.
 */
export const locationsIn = /* @__PURE__ */ oncePer(foundIn);

function foundIn(repository: Repository): Location[] {
  const found = new Map<string, Location>();
  for (const file of repository.files.filter((each) => /(^|\/)(alembic[\w.-]*\.ini|pyproject\.toml)$/.test(each))) {
    for (const location of configured(repository, file)) {
      if (!found.has(location.directory) && isThere(repository, location)) found.set(location.directory, location);
    }
  }
  for (const file of repository.files.filter((each) => /(^|\/)versions\/[^/]+\.py$/.test(each))) {
    const location = usual(directoryOf(directoryOf(file)));
    if (!found.has(location.directory) && !isCovered(found, directoryOf(file)) && holdsRevision(repository, file)) {
      found.set(location.directory, location);
    }
  }
  return [...found.values()];
}

/** The location of a directory: as a configuration file has it, or as Alembic has it by default. */
export function locationAt(repository: Repository, directory: string): Location {
  const all = locationsIn(repository);
  const found = all.find((each) => each.directory === directory || each.versions.includes(directory));
  if (found) return found;
  const inside = repository.below(within(directory, 'versions')).length > 0;
  return inside ? usual(directory) : { ...usual(directory), versions: [directory] };
}

function usual(directory: string): Location {
  const versions = directory === '' ? 'versions' : `${directory}/versions`;
  return { directory, versions: [versions], recursive: false, configuration: null };
}

function configured(repository: Repository, file: string): Location[] {
  const { text } = fileText(repository, file);
  const here = directoryOf(file);
  // An absolute path inside the repository is written as if the repository were the root of the disk.
  const sections = [...sectionsOf(text ?? '', here && `/${here}`)].filter(([name, section]) => {
    return file.endsWith('.ini') ? name === 'alembic' || section.has('script_location') : name === 'tool.alembic';
  });
  return sections.flatMap(([, section]) => {
    const directory = pathOf(unquoted(section.get('script_location') ?? '.'), here);
    return directory === null ? [] : [{ ...locationOf(section, { directory, here }), configuration: file }];
  });
}

function locationOf(section: Section, { directory, here }: { directory: string; here: string }): Location {
  const given = section.get('version_locations');
  const paths = given === undefined ? [] : listOf(given, section).map((path) => pathOf(path, here));
  const versions = paths.filter((path) => path !== null);
  const recursive = section.get('recursive_version_locations')?.toLowerCase() === 'true';
  return { ...usual(directory), ...(versions.length > 0 ? { versions } : {}), recursive };
}

/** alembic/script/base.py: spaces and commas, unless `path_separator` or `version_path_separator` says otherwise. */
function listOf(value: string, section: Section): string[] {
  if (value.startsWith('[')) return [...value.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, a, b]) => a ?? b ?? '');
  const said = section.get('path_separator') ?? section.get('version_path_separator') ?? 'space';
  const separator = said.replace(/\s+#.*$/, '');
  const usualSplit = separator === 'space' ? /[\s,]+/ : /\n+/;
  const split = separator === 'os' || separator === ':' ? /[:\n]+/ : separator === ';' ? /[;\n]+/ : usualSplit;
  return value
    .split(split)
    .map((path) => path.trim())
    .filter(Boolean);
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, '$2');
}

/** A path of the configuration from the root. `package:folder` lies in the package's folder. null where it leads elsewhere. */
function pathOf(path: string, here: string): string | null {
  const clean = path.replace(/^([\w.]+):(?!\/)/, (_, name) => `${name.replaceAll('.', '/')}/`);
  return clean.startsWith('/') ? resolved('', clean.slice(1)) : resolved(here, clean);
}

function isThere(repository: Repository, { directory, versions }: Location): boolean {
  const wanted = [...versions, directory].filter((path) => path !== '');
  return (
    wanted.some((path) => repository.below(path).some((file) => file.endsWith('.py'))) ||
    repository.has(within(directory, 'env.py'))
  );
}

function isCovered(found: Map<string, Location>, folder: string): boolean {
  return [...found.values()].some(({ versions, recursive }) => {
    return versions.some((path) => folder === path || (recursive && folder.startsWith(`${path}/`)));
  });
}

function holdsRevision(repository: Repository, file: string): boolean {
  return /^down_revision\b/m.test(fileText(repository, file).text ?? '');
}
