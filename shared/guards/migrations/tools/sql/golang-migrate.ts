import type { Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { problemsOf, sqlFiles, sqlOf } from '../files.ts';
import type { Place } from '../tool.ts';
import { sqlPlaces } from './directories.ts';
import { byNumber, numberFrom } from './numbered.ts';

/** Where pairs of files are that no other tool claims. */
export function golangMigratePlaces(repository: Repository): Place[] {
  return sqlPlaces(repository, 'golang-migrate').map((directory) => ({ directory }));
}

/** Files that go up, by their numbers. Each is sent as it is. golang-migrate/migrate: source/parse.go, source/migration.go */
export function readGolangMigrate(repository: Repository, { directory }: Place): Project {
  const files = sqlFiles(repository, directory, /^([0-9]+)_(.*)\.up\.(.*)$/);
  const problems = problemsOf(files);
  const numbered = files.map((file) => ({ ...file, id: numberFrom(file.match[1]) }));
  const migrations = byNumber(numbered, problems, 'golang-migrate').map(({ id, name, text }) => ({
    id,
    file: name,
    ...sqlOf(text),
  }));
  return { tool: 'golang-migrate', directory, transaction: 'none', migrations, heads: [], problems };
}
