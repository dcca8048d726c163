import type { Repository } from '../../repository/repository.ts';
import { directoriesOf, directoryOf, fileText, within } from '../files.ts';
import { configsIn, entry, pathIn, settingsOf } from '../javascript/config.ts';
import type { Place } from '../tool.ts';

const lockFile = 'migration_lock.toml';

/**
 * Where Prisma's migrations for PostgreSQL are: beside a `migration_lock.toml`, in `migrations` beside a schema, or where
 * prisma.config.ts says it in so many words.
 */
export function prismaPlaces(repository: Repository): Place[] {
  const directories = new Set([
    ...directoriesOf(repository, /(^|\/)migration_lock\.toml$/),
    ...besideSchemas(repository),
    ...configured(repository),
  ]);
  return [...directories]
    .filter((directory) => !isForeign(repository, directory))
    .sort()
    .map((directory) => ({ directory }));
}

function besideSchemas(repository: Repository): string[] {
  const folders = directoriesOf(repository, /(^|\/)migrations\/[^/]+\/migration\.sql$/);
  return folders.map(directoryOf).filter((directory) => {
    const parent = directoryOf(directory);
    return /(^|\/)prisma$/.test(parent) || schemasIn(repository, parent).length > 0;
  });
}

/** `migrations.path`, from the folder of the file. https://www.prisma.io/docs/orm/reference/prisma-config-reference */
function configured(repository: Repository): string[] {
  const configs = configsIn(repository, /(^|\/)(prisma\.config|\.config\/prisma)\.[cm]?[jt]s$/);
  return configs.flatMap((config) => {
    const path = pathIn(config, entry(settingsOf(config.exports.get('default')), 'migrations', 'path'));
    const isUsed =
      path !== null &&
      repository.below(path).some((file) => /^[^/]+\/migration\.sql$/.test(file.slice(within(path, '').length)));
    return isUsed ? [path] : [];
  });
}

function isForeign(repository: Repository, directory: string): boolean {
  const provider = lockedProvider(repository, directory) ?? schemaProvider(repository, directory);
  return provider !== null && !isPostgres(provider);
}

/** What `migration_lock.toml` says: `provider = "postgresql"`; null where it does not, or is not there. */
export function lockedProvider(repository: Repository, directory: string): string | null {
  const { text } = fileText(repository, within(directory, lockFile));
  return /^\s*provider\s*=\s*"([^"]*)"/m.exec(text ?? '')?.[1] ?? null;
}

export function isPostgres(provider: string): boolean {
  return provider === 'postgresql' || provider === 'postgres';
}

/** Of a project that has no lock file yet. */
function schemaProvider(repository: Repository, directory: string): string | null {
  const parent = directoryOf(directory);
  for (const name of schemasIn(repository, parent)) {
    const { text } = fileText(repository, within(parent, name));
    const provider = /^\s*datasource\s+\w+\s*\{[^}]*?^\s*provider\s*=\s*"([^"]*)"/m.exec(text ?? '')?.[1];
    if (provider !== undefined) return provider;
  }
  return null;
}

function schemasIn(repository: Repository, directory: string): string[] {
  return repository.inDirectory(directory).filter((name) => name.endsWith('.prisma'));
}
