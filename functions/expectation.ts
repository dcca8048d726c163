import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ManifestOptions } from '../shared/guards/migrations/manifest/build.ts';
import { codeOf, UsageError } from '../shared/model/errors.ts';
import {
  type Expectation,
  type Extra,
  expectsNothing,
  type Manifest,
  manifestSchema,
} from '../shared/model/manifest.ts';
import type { Settings } from '../shared/model/settings.ts';
import { checked } from '../shared/request/checked.ts';
import { emptyManifest } from '../shared/request/empty-manifest.ts';

/** The flags that say what the database is compared with. */
export interface ExpectationFlags {
  manifest?: string | undefined;
  repository?: string | undefined;
}

/** `mostFiles`: of a folder without git; `allSql`: false for a manifest that travels */
interface RepositoryLimits {
  mostFiles?: number | undefined;
  allSql?: boolean;
}

/** Far more than a thousand migrations come to; what is longer is no manifest. */
const largestManifest = 50_000_000;

/**
 * What the repository expects: the manifest of `--manifest`, else that of `--repository` or the working directory. Null
 * where there are no migrations, and nobody said that there are.
 * @throws UsageError where the file or folder that was named cannot be read, or is something else
 */
export async function expectationFrom(
  flags: ExpectationFlags,
  settings: Settings,
  limits: RepositoryLimits = {},
): Promise<Expectation | null> {
  if (flags.manifest !== undefined) return { manifest: await manifestIn(flags.manifest), source: 'call' };
  const { repository } = flags;
  const manifest = await manifestHere({ repository, allSql: true, ...limits }, settings).catch(
    async (error: unknown) => {
      if (await isNoRepository(error, flags, settings)) return null;
      throw error;
    },
  );
  if (manifest !== null && !isEmpty(manifest)) return { manifest, source: 'repository' };
  if (flags.repository !== undefined) throw noMigrations(flags.repository);
  return null;
}

/** As `expectationFrom`, where a file or folder is named. */
export async function manifestGiven(flags: ExpectationFlags, settings: Settings): Promise<Expectation | null> {
  const isNamed = flags.manifest !== undefined || flags.repository !== undefined;
  return isNamed ? expectationFrom(flags, settings) : null;
}

/** A home directory in which somebody checks sequences: nobody said that migrations are in it. */
async function isNoRepository(error: unknown, { repository }: ExpectationFlags, { migrations }: Settings) {
  const { TooManyFilesError } = await import('../shared/guards/migrations/repository/walk.ts');
  const isAsked = repository !== undefined || migrations.projects.length > 0 || migrations.extra.length > 0;
  return error instanceof TooManyFilesError && !isAsked;
}

/** Whether it expects nothing of a database. */
export function isEmpty({ projects, extra }: Manifest): boolean {
  return projects.length === 0 && extra === undefined;
}

type HereOptions = Pick<ExpectationFlags, 'repository'> & RepositoryLimits & Omit<ManifestOptions, 'settings'>;

/** The manifest of the repository that the command runs in, or of `--repository`. */
export async function manifestHere(
  { repository = '.', mostFiles, ...options }: HereOptions,
  { migrations }: Settings,
): Promise<Manifest> {
  // Parsers of four languages: only who reads a repository waits for them.
  const { manifestOf } = await import('../shared/guards/migrations/manifest/build.ts');
  return manifestOf(await repositoryIn(repository, { mostFiles }), { settings: migrations, ...options });
}

/**
 * What files of SQL leave behind that a deploy applies after its command.
 * @throws UsageError where one is not there
 */
export async function extrasFrom({ repository = '.' }: ExpectationFlags, files: string[]): Promise<Extra[]> {
  if (files.length === 0) return [];
  const { extraFrom } = await import('../shared/guards/migrations/manifest/build.ts');
  const from = await repositoryIn(repository, {});
  return Promise.all(files.map((file) => extraFrom(from, file, 'deploy.after')));
}

/** There is nothing to expect: a gate would pass everything. */
export function noMigrations(folder: string): UsageError {
  const message = `no migrations were found in ${resolve(folder)}`;
  const next =
    'name their tool and directory in the configuration: "migrations": {"projects": [{"tool": "prisma", "directory": "prisma/migrations"}]}';
  return new UsageError('usage/arguments', message, next);
}

async function repositoryIn(folder: string, limits: RepositoryLimits) {
  const { repositoryAt } = await import('../shared/guards/migrations/repository/walk.ts');
  try {
    return repositoryAt(folder, limits);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      'usage/arguments',
      `${folder} cannot be read (${codeOf(error)})`,
      'name the folder of the repository',
      {
        cause: error,
      },
    );
  }
}

async function manifestIn(file: string): Promise<Manifest> {
  const next = 'make one with "lockstep manifest > manifest.json"';
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError('usage/arguments', `${file} cannot be read (${codeOf(error)})`, next, { cause: error });
  });
  if (text.length > largestManifest)
    throw new UsageError('usage/arguments', `${file} is too long for a manifest`, next);
  const options = { code: 'usage/arguments', source: file, noun: 'a key', next } as const;
  const manifest = checked(manifestSchema, parsed(text, file), options);
  if (expectsNothing(manifest)) throw emptyManifest(file);
  return manifest;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const next = 'make it anew with "lockstep manifest > manifest.json"';
    throw new UsageError('usage/arguments', `${file} is not JSON`, next);
  }
}
