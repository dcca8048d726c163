import type { Repository } from '../../repository/repository.ts';
import { directoryOf, fileText, oncePer, resolved } from '../files.ts';
import { moduleOf } from './module.ts';
import { type Chain, textOf, type Value } from './value.ts';

/** A file of settings as far as it is static. */
export interface Config {
  /** where it lies; paths in it are from here */
  directory: string;
  exports: Map<string, Value>;
}

/** The files of settings whose paths the pattern fits. JSON counts as a default export. */
export function configsIn(repository: Repository, pattern: RegExp): Config[] {
  const known = configsBy(repository);
  const found = known.get(`${pattern}`) ?? readConfigs(repository, pattern);
  known.set(`${pattern}`, found);
  return found;
}

/** Settings are asked for with every directory that is read. */
const configsBy = /* @__PURE__ */ oncePer(() => new Map<string, Config[]>());

function readConfigs(repository: Repository, pattern: RegExp): Config[] {
  return repository.files.filter((file) => pattern.test(file)).flatMap((file) => configAt(repository, file) ?? []);
}

/** One file of settings; null where it cannot be read as such. */
export function configAt(repository: Repository, file: string): Config | null {
  const { text } = fileText(repository, file);
  const isJson = /\.json$/.test(file) || /^\s*\{/.test(text ?? '');
  const module = text === null ? null : moduleOf(isJson ? `export default ${text}` : text);
  return module ? { directory: directoryOf(file), exports: module.exports } : null;
}

/** The default export, or what the function that is exported is given: `defineConfig({ ... })`, `new DataSource({ ... })`. */
export function settingsOf(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'chain') return value;
  return value.links.findLast(({ values }) => values !== null)?.values?.find(({ kind }) => kind === 'object');
}

/** What lies at a path of entries: `entry(config, 'migrations', 'directory')`. */
export function entry(value: Value | undefined, ...keys: string[]): Value | undefined {
  let found = value;
  for (const key of keys) found = found?.kind === 'object' ? found.entries.get(key) : undefined;
  return found;
}

/** A path of the settings, from the repository's root; null where it is not static, or leads out of the repository. */
export function pathIn({ directory }: Pick<Config, 'directory'>, value: Value | undefined): string | null {
  const path = textOf(value) ?? (value?.kind === 'chain' ? joinedPath(value) : null);
  return path === null ? null : resolved(directory, path);
}

/** `path.join(__dirname, 'db', 'migrations')` and the like. */
function joinedPath({ links }: Chain): string | null {
  const last = links.at(-1);
  if (last === undefined || !/^(join|resolve)$/.test(last.name) || last.values === null) return null;
  const parts = last.values.map((part) => textOf(part) ?? (isHere(part) ? '.' : null));
  return parts.includes(null) ? null : parts.join('/');
}

function isHere(value: Value): boolean {
  return value.kind === 'chain' && value.root === 'process' && value.links[0]?.name === 'cwd';
}
