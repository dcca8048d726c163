import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { fileText, hex, sqlOf, within } from '../files.ts';
import type { Place } from '../tool.ts';
import { isPostgres, lockedProvider } from './places.ts';

/**
 * A folder for each migration, named as its row. Prisma begins no transaction: it sends the whole file as one query,
 * of which PostgreSQL makes a transaction where it holds several statements.
 */
export function prismaProject(repository: Repository, { directory }: Place): Project {
  const problems = lockProblems(repository, directory);
  const migrations = foldersIn(repository, directory).flatMap((name) => {
    const { migration, problem } = migrationIn(repository, directory, name);
    if (problem) problems.push(problem);
    return migration ?? [];
  });
  return { tool: 'prisma', directory, transaction: 'none', migrations, heads: [], problems };
}

/** In the order of `migrate deploy`, which is that of `localeCompare`. */
function foldersIn(repository: Repository, directory: string): string[] {
  const start = directory === '' ? '' : `${directory}/`;
  const names = new Set<string>();
  for (const file of repository.files) {
    const end = file.startsWith(start) ? file.indexOf('/', start.length) : -1;
    if (end >= 0) names.add(file.slice(start.length, end));
  }
  return [...names].sort(new Intl.Collator('en').compare);
}

interface Found {
  migration: Migration | null;
  problem: Problem | null;
}

/** A folder without its file stops `migrate deploy` (P3015). */
function migrationIn(repository: Repository, directory: string, name: string): Found {
  const folder = within(directory, name);
  if (!repository.inDirectory(folder).includes('migration.sql')) {
    const message = 'there is no migration.sql in this folder: Prisma refuses to run anything';
    return { migration: null, problem: { file: folder, message, certain: true } };
  }
  const { text, problem } = fileText(repository, `${folder}/migration.sql`);
  const checksums = text === null ? {} : { checksums: checksumsOf(text) };
  return { migration: { id: name, file: `${name}/migration.sql`, ...checksums, ...sqlOf(text) }, problem };
}

/**
 * All that Prisma takes for the same file: as it is, and with the other line endings.
 * prisma/prisma-engines: schema-engine/connectors/schema-connector/src/checksum.rs
 */
function checksumsOf(text: string): string[] {
  const forms = [text, text.replaceAll('\r\n', '\n'), text.replaceAll('\n', '\r\n')];
  return [...new Set(forms)].map((form) => hex('sha256', form));
}

function lockProblems(repository: Repository, directory: string): Problem[] {
  const file = within(directory, 'migration_lock.toml');
  if (!repository.inDirectory(directory).includes('migration_lock.toml')) return [];
  const { problem } = fileText(repository, file);
  if (problem) return [problem];
  const provider = lockedProvider(repository, directory);
  if (provider === null) return [{ file, message: 'it names no provider' }];
  return isPostgres(provider) ? [] : [{ file, message: `its provider is ${provider}, not postgresql` }];
}
