import { posix } from 'node:path';
import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { fileText, within } from '../files.ts';
import { parseRuby } from '../ruby/parse.ts';
import type { Place } from '../tool.ts';
import { bodyOf, type Surroundings } from './migration.ts';
import { enginesOf, homeOf, isConfigured, withParts } from './places.ts';

// https://github.com/rails/rails/blob/main/activerecord/lib/active_record/migration.rb: MigrationFilenameRegexp, migration_files
const migrationName = /^([0-9]+)_([_a-z0-9]*)\.?[_a-z0-9]*\.rb$/;
const looksLikeOne = /^[0-9].*_.*\.rb$/;

interface File {
  path: string;
  id: string;
  name: string;
}

/** The migrations of a directory and those below it, by their number, as Rails runs them. */
export async function readRails(repository: Repository, place: Place): Promise<Project> {
  const { directory } = place;
  const problems: Problem[] = [];
  const directories = withParts(repository, [directory, ...enginesOf(repository, directory)]);
  const files = filesOf(repository, directories, problems);
  const reading = { repository, directory, problems, surroundings: surroundingsOf(repository, directory) };
  const migrations: Migration[] = [];
  // One after another: each is read knowing what those before it made.
  for (const file of files) migrations.push(await migrationFrom(file, reading));
  const renamed = prefixProblem(repository, directory);
  if (renamed) problems.push(renamed);
  return {
    tool: 'rails',
    directory,
    ...(place.variant === undefined ? {} : { variant: place.variant }),
    ...(place.table === undefined ? {} : { table: place.table }),
    transaction: 'each',
    migrations: renamed ? migrations.map(({ sql: _sql, ...rest }) => ({ ...rest, opaque: true })) : migrations,
    heads: [],
    problems,
  };
}

/** Tables that are called otherwise than the migrations call them: nothing is known of any. */
function prefixProblem(repository: Repository, directory: string): Problem | null {
  const path = 'config/application.rb';
  const pattern = /\btable_name_(prefix|suffix)\s*=/;
  if (!isConfigured(repository, directory, { path, pattern })) return null;
  const message = 'it sets table_name_prefix or table_name_suffix: what the migrations do is not read';
  return { file: within(homeOf(directory), path), message };
}

function filesOf(repository: Repository, directories: string[], problems: Problem[]): File[] {
  const found = directories.flatMap((directory) => repository.below(directory));
  const files = found.flatMap((path) => {
    const base = path.slice(path.lastIndexOf('/') + 1);
    const [, digits, name] = migrationName.exec(base) ?? [];
    if (digits !== undefined && name !== undefined) return [{ path, id: `${BigInt(digits)}`, name }];
    if (looksLikeOne.test(base)) {
      problems.push({ file: path, message: 'Rails refuses its name: it may hold a number and small letters only' });
    }
    return [];
  });
  const sorted = files.sort((one, other) =>
    BigInt(one.id) < BigInt(other.id) ? -1 : BigInt(one.id) > BigInt(other.id) ? 1 : 0,
  );
  return sorted.filter((file, at) => isFirst(file, sorted.slice(0, at), problems));
}

/** Rails runs nothing at all where two migrations have the same number, or the same name. */
function isFirst(file: File, before: File[], problems: Problem[]): boolean {
  const sameNumber = before.at(-1)?.id === file.id ? before.at(-1) : undefined;
  if (sameNumber) {
    problems.push({
      file: file.path,
      message: `${sameNumber.path} has the same number, ${file.id}: Rails refuses both`,
    });
    return false;
  }
  return true;
}

function surroundingsOf(repository: Repository, directory: string): Surroundings {
  const pattern = /\binflect\.\w+/;
  const path = 'config/initializers/inflections.rb';
  return { known: new Map(), ownInflections: isConfigured(repository, directory, { path, pattern }) };
}

interface Reading {
  repository: Repository;
  directory: string;
  problems: Problem[];
  surroundings: Surroundings;
}

async function migrationFrom({ path, id }: File, reading: Reading): Promise<Migration> {
  const { repository, directory, problems, surroundings } = reading;
  const own = { id, file: posix.relative(directory, path) };
  const { text, problem } = fileText(repository, path);
  if (problem) problems.push(problem);
  if (text === null) return { ...own, opaque: true };
  const file = await parseRuby(text);
  if (file.error) problems.push({ file: path, line: file.error.line, message: `it is no Ruby: ${file.error.message}` });
  return file.error ? { ...own, opaque: true } : { ...own, ...bodyOf(file, surroundings) };
}
