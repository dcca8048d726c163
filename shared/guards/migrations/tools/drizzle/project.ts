import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { type FileText, fileText, hex, sqlOf, within } from '../files.ts';
import type { Place } from '../tool.ts';
import { journalOf } from './journal.ts';

/** Both layouts run all that is pending in one transaction. */
export function drizzleProject(repository: Repository, place: Place): Project {
  const { directory } = place;
  const hasJournal = repository.inDirectory(within(directory, 'meta')).includes('_journal.json');
  const variant = place.variant ?? (hasJournal ? 'journal' : 'folders');
  const read = variant === 'journal' ? fromJournal(repository, directory) : fromFolders(repository, directory);
  return { tool: 'drizzle', directory, variant, transaction: 'all', heads: [], ...read };
}

type Read = Pick<Project, 'migrations' | 'problems'>;

function fromJournal(repository: Repository, directory: string): Read {
  const { entries, problems } = journalOf(repository, directory);
  if (entries === null) return { migrations: [], problems };
  const files = new Set(repository.inDirectory(directory));
  const migrations = entries.map(({ tag, when, line }): Migration => {
    const file = `${tag}.sql`;
    const read = files.has(file) ? fileText(repository, within(directory, file)) : missing(directory, { file, line });
    if (read.problem) problems.push(read.problem);
    return { id: tag, file, order: when, ...contentOf(read.text) };
  });
  const known = new Set(migrations.map(({ file }) => file));
  const stray = [...files].filter((name) => isMigration(name) && !known.has(name));
  return { migrations, problems: [...problems, ...leftOut(directory, stray)] };
}

function missing(directory: string, { file, line }: { file: string; line: number }): FileText {
  const message = `${file} is not there: Drizzle refuses to run anything`;
  return { text: null, problem: { file: within(directory, 'meta/_journal.json'), line, message, certain: true } };
}

function isMigration(name: string): boolean {
  return /^(\d{4}|\d{10,17})_.*\.sql$/.test(name);
}

function leftOut(directory: string, stray: string[]): Problem[] {
  const message = 'it is not in meta/_journal.json: Drizzle never runs it';
  return stray.map((name) => ({ file: within(directory, name), message, certain: true }));
}

/** As drizzle-orm orders the folders: by `localeCompare` of their names. A folder without migration.sql is nothing to it. */
function fromFolders(repository: Repository, directory: string): Read {
  const start = within(directory, '').length;
  const names = repository
    .below(directory)
    .flatMap((file) => /^([^/]+)\/migration\.sql$/.exec(file.slice(start))?.[1] ?? []);
  const problems: Problem[] = [];
  const migrations = names.sort(new Intl.Collator('en').compare).map((name): Migration => {
    const file = `${name}/migration.sql`;
    const { text, problem } = fileText(repository, within(directory, file));
    if (problem) problems.push(problem);
    return { id: name, file, ...contentOf(text) };
  });
  return { migrations, problems };
}

/**
 * Drizzle never looks at the hash of a row again. It is of the file as it is; of its lines with LF alone in versions between
 * 0.45 and 1.0; and another checkout may have had CRLF.
 * npm drizzle-orm@0.45.4 migrator.js; drizzle-team/drizzle-orm: drizzle-orm/src/migrator.ts
 */
function contentOf(text: string | null): Pick<Migration, 'checksums' | 'sql' | 'opaque'> {
  if (text === null) return sqlOf(text);
  const unix = text.replaceAll('\r\n', '\n');
  const forms = new Set([text, unix, unix.replaceAll('\n', '\r\n')]);
  return { checksums: [...forms].map((form) => hex('sha256', form)), ...sqlOf(text) };
}
