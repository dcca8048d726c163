import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { fileText, problemsOf, sqlFiles } from '../files.ts';
import type { Place } from '../tool.ts';
import { sqlPlaces } from './directories.ts';
import { gooseStatements } from './goose-statements.ts';
import { byNumber, numberFrom } from './numbered.ts';

/** Where goose's files are, and the table that `.env` names. */
export function goosePlaces(repository: Repository): Place[] {
  const table = repository.has('.env')
    ? /^\s*(?:export\s+)?GOOSE_TABLE\s*=\s*["']?([\w.]+)/m.exec(fileText(repository, '.env').text ?? '')?.[1]
    : undefined;
  return sqlPlaces(repository, 'goose').map((directory) => ({ directory, ...(table === undefined ? {} : { table }) }));
}

/** Files of SQL and Go by their numbers. What Go does nobody can tell. pressly/goose: migration.go, provider_collect.go */
export function readGoose(repository: Repository, { directory, table }: Place): Project {
  const files = sqlFiles(repository, directory, /^(\d+)_.*(?<!_test)\.(sql|go)$/);
  const problems = problemsOf(files);
  const numbered = files.map((file) => ({ ...file, id: numberFrom(file.match[1]) })).filter(({ id }) => id !== '0');
  const migrations = byNumber(numbered, problems, 'goose').map(({ id, name, path, text, match }): Migration => {
    const own = { id, file: name };
    if (text === null || match[2] === 'go') {
      const outside = /\bgoose\.Add(Named)?MigrationNoTx/.test(text ?? '');
      return { ...own, opaque: true, ...(outside ? { outsideTransaction: true } : {}) };
    }
    return { ...own, ...bodyOf(path, text, problems) };
  });
  const own = table === undefined ? {} : { table };
  return { tool: 'goose', directory, ...own, transaction: 'each', migrations, heads: [], problems };
}

function bodyOf(path: string, text: string, problems: Problem[]): Partial<Migration> {
  const { statements, outsideTransaction, opaque, fault } = gooseStatements(text);
  if (fault) {
    problems.push({ file: path, ...fault });
    return { opaque: true };
  }
  return {
    sql: statements,
    ...(opaque ? { opaque: true } : {}),
    ...(outsideTransaction ? { outsideTransaction: true } : {}),
  };
}
