import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { directoriesOf, directoryOf, fileText, hex, sqlOf, within } from '../files.ts';
import type { Place } from '../tool.ts';
import { type JournalEntry, journalOf } from './journal.ts';

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
  const migrations = entries.map((entry) => {
    const { migration, problem } = migrationFrom(repository, directory, entry);
    if (problem) problems.push(problem);
    return migration;
  });
  return { migrations, problems: [...problems, ...leftOut(repository, directory, entries)] };
}

function migrationFrom(repository: Repository, directory: string, { tag, when, line }: JournalEntry) {
  const file = `${tag}.sql`;
  const journal = { file: within(directory, 'meta/_journal.json'), line };
  const isThere = repository.inDirectory(directory).includes(file);
  const missing = {
    text: null,
    problem: { ...journal, message: `${file} is not there: Drizzle refuses to run anything` },
  };
  const { text, problem } = isThere ? fileText(repository, within(directory, file)) : missing;
  return { migration: { id: tag, file, order: when, ...contentOf(text) }, problem };
}

/** Files that look like migrations, and are in no journal. */
function leftOut(repository: Repository, directory: string, entries: JournalEntry[]): Problem[] {
  const known = new Set(entries.map(({ tag }) => `${tag}.sql`));
  return repository
    .inDirectory(directory)
    .filter((name) => /^(\d{4}|\d{10,17})_.*\.sql$/.test(name) && !known.has(name))
    .map((name) => ({
      file: within(directory, name),
      message: 'it is not in meta/_journal.json: Drizzle never runs it',
    }));
}

/** As drizzle-orm orders the folders: by `localeCompare` of their names. A folder without migration.sql is nothing to it. */
const { compare } = new Intl.Collator('en');

function fromFolders(repository: Repository, directory: string): Read {
  const folders = directoriesOf(repository, /(^|\/)migration\.sql$/).filter(
    (folder) => directoryOf(folder) === directory,
  );
  const problems: Problem[] = [];
  const names = folders
    .filter((folder) => folder !== '')
    .map((folder) => folder.slice(directory === '' ? 0 : directory.length + 1));
  const migrations = names.sort(compare).map((name): Migration => {
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
