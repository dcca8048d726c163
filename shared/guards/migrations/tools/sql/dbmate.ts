import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { fileText, lineAt, problemsOf, type SqlFile, sqlFiles } from '../files.ts';
import type { Place } from '../tool.ts';
import { sqlPlaces } from './directories.ts';

/** Where dbmate's files are, and the table that `.env` names. */
export function dbmatePlaces(repository: Repository): Place[] {
  const table = repository.has('.env')
    ? /^\s*(?:export\s+)?DBMATE_MIGRATIONS_TABLE\s*=\s*["']?([\w.]+)/m.exec(
        fileText(repository, '.env').text ?? '',
      )?.[1]
    : undefined;
  return sqlPlaces(repository, 'dbmate').map((directory) => ({ directory, ...(table === undefined ? {} : { table }) }));
}

/** Files in the order of their names; their digits, as they are, are the version. amacneil/dbmate: pkg/dbmate/db.go */
export function readDbmate(repository: Repository, { directory, table }: Place): Project {
  const files = sqlFiles(repository, directory, /^(\d+).*\.sql$/);
  const problems = problemsOf(files);
  const seen = new Map<string, string>();
  const migrations = files.flatMap((file) => {
    const [, id = ''] = file.match;
    const other = seen.get(id);
    seen.set(id, file.path);
    if (other === undefined) return [migrationFrom(file, id, problems)];
    problems.push({
      file: file.path,
      message: `${other} has the same version, ${id}: dbmate runs both and records one`,
    });
    return [];
  });
  const own = table === undefined ? {} : { table };
  return { tool: 'dbmate', directory, ...own, transaction: 'each', migrations, heads: [], problems };
}

const up = /^--\s*migrate:up(\s*$|\s+\S+.*$)/gm;
const down = /^--\s*migrate:down(\s*$|\s+\S+)/m;

/** The blocks from `-- migrate:up` to `-- migrate:down`; each is sent as it is. amacneil/dbmate: pkg/dbmate/migration.go */
function migrationFrom({ name, path, text }: SqlFile, id: string, problems: Problem[]): Migration {
  const own = { id, file: name };
  if (text === null) return { ...own, opaque: true };
  const marks = [...text.matchAll(up)];
  const wrong = faultIn(
    text,
    marks.map(({ index }) => index),
  );
  if (wrong) {
    problems.push({ file: path, message: wrong });
    return { ...own, opaque: true };
  }
  const sql = marks.map(({ index }, at) => {
    const section = text.slice(index, marks[at + 1]?.index);
    return { line: lineAt(text, index), text: section.slice(0, section.search(down)) };
  });
  const outside = marks.some(([mark]) => /\stransaction:false(\s|$)/.test(mark));
  return { ...own, sql, ...(outside ? { outsideTransaction: true } : {}) };
}

/** What dbmate refuses, in its words. */
function faultIn(text: string, marks: number[]): string | null {
  const [first] = marks;
  if (first === undefined) return "dbmate needs an up block: '-- migrate:up' is missing";
  if (/^(?!\s*(--|$))/m.test(text.slice(0, first).replace(/\n$/, '')))
    return "dbmate refuses statements before '-- migrate:up'";
  const sections = marks.map((mark, at) => text.slice(mark, marks[at + 1]));
  return sections.every((section) => down.test(section))
    ? null
    : "dbmate needs a down block: '-- migrate:down' is missing";
}
