import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { fileText, hex, sqlOf, within } from '../files.ts';
import { programs } from '../javascript/program.ts';
import type { Place } from '../tool.ts';
import { isPostgres, lockedProvider } from './places.ts';

/**
 * A folder for each migration, named as its row. Prisma begins no transaction: it sends the whole file as one query,
 * of which PostgreSQL makes a transaction where it holds several statements.
 */
export function prismaProject(repository: Repository, { directory }: Place): Project {
  const problems = lockProblems(repository, directory);
  const folders = foldersIn(repository, directory);
  const isEmpty = (name: string) => !repository.has(within(directory, `${name}/migration.sql`));
  const migrations = folders
    .filter((name) => !isEmpty(name))
    .map((name) => {
      const { migration, problem } = migrationIn(repository, directory, name);
      if (problem) problems.push(problem);
      return migration;
    });
  problems.push(...emptyProblems(repository, directory, folders.filter(isEmpty)));
  return { tool: 'prisma', directory, transaction: 'none', migrations, heads: [], problems };
}

/** In the order of `migrate deploy`, which is that of `localeCompare`. */
function foldersIn(repository: Repository, directory: string): string[] {
  const start = within(directory, '').length;
  const names = new Set<string>();
  for (const file of repository.below(directory)) {
    const end = file.indexOf('/', start);
    if (end >= 0) names.add(file.slice(start, end));
  }
  return [...names].sort(new Intl.Collator('en').compare);
}

/**
 * A folder without its file stops `migrate deploy` (P3015). What holds programs alone is the work of something that wraps
 * Prisma, and takes them out before it calls it.
 */
function emptyProblems(repository: Repository, directory: string, names: string[]): Problem[] {
  const holdsPrograms = (name: string) =>
    repository.below(within(directory, name)).every((file) => programs.test(file));
  const { data = [], empty = [] } = Object.groupBy(names, (name) => (holdsPrograms(name) ? 'data' : 'empty'));
  const problem = (found: string[], why: string): Problem[] => {
    const [first] = found;
    if (first === undefined) return [];
    if (found.length === 1)
      return [{ file: within(directory, first), message: `in this folder ${why}`, certain: true }];
    return [
      { file: directory, message: `in ${found.length} folders, of which ${first} is the first, ${why}`, certain: true },
    ];
  };
  return [
    ...problem(empty, 'there is no migration.sql: Prisma refuses to run anything'),
    ...problem(
      data,
      'there are programs in place of migration.sql: only a tool around Prisma runs them, and what they do is not looked for',
    ),
  ];
}

interface Found {
  migration: Migration;
  problem: Problem | null;
}

function migrationIn(repository: Repository, directory: string, name: string): Found {
  const folder = within(directory, name);
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
