import { createHash } from 'node:crypto';
import type { Migration, Problem } from '../../../model/manifest.ts';
import { type Repository, UnreadableFileError } from '../repository/repository.ts';

/** A file of a repository as text. `text`: null where it says nothing that can be relied on; then `problem` says why. */
export interface FileText {
  text: string | null;
  problem: Problem | null;
}

/**
 * The text of a file (from the repository's root). It has none, but a problem, where the file is not there, is too large,
 * cannot be read, is no text, or holds a merge conflict that nobody resolved.
 */
export function fileText(repository: Repository, path: string): FileText {
  try {
    const text = repository.text(path);
    if (text === null) return troubled(path, 'it is not there');
    if (text.includes('\0')) return troubled(path, 'it is no text');
    const line = conflictLine(text);
    return line === null ? { text, problem: null } : troubled(path, 'a merge conflict in it is not resolved', line);
  } catch (error) {
    if (error instanceof UnreadableFileError) return troubled(path, error.message);
    throw error;
  }
}

function troubled(file: string, message: string, line?: number): FileText {
  return { text: null, problem: { file, ...(line === undefined ? {} : { line }), message } };
}

/** The line of the first conflict marker that git left, from 1; null where there is none. */
export function conflictLine(text: string): number | null {
  const marker = text.search(/^<{7} /m);
  return marker < 0 || !/^>{7} /m.test(text.slice(marker)) ? null : lineAt(text, marker);
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** A file of a directory of migrations that are SQL. */
export interface SqlFile extends FileText {
  /** in its directory */
  name: string;
  /** from the repository's root */
  path: string;
  /** what the pattern made of the name */
  match: RegExpExecArray;
}

/** The files directly in a directory whose names fit the pattern, in the order of their code points. */
export function sqlFiles(repository: Repository, directory: string, pattern: RegExp): SqlFile[] {
  return repository.inDirectory(directory).flatMap((name) => {
    const match = pattern.exec(name);
    const path = within(directory, name);
    return match ? [{ name, path, match, ...fileText(repository, path) }] : [];
  });
}

/** What kept files from being understood. */
export function problemsOf(files: FileText[]): Problem[] {
  return files.flatMap(({ problem }) => problem ?? []);
}

/** `sql` of a migration that is a text of SQL from the first line to the last; unknown where its file could not be read. */
export function sqlOf(text: string | null): Pick<Migration, 'sql' | 'opaque'> {
  return text === null ? { opaque: true } : { sql: [{ line: 1, text }] };
}

/** The directories, from the root, of all files that the pattern fits; '' is the root. */
export function directoriesOf(repository: Repository, pattern: RegExp): string[] {
  return [...new Set(repository.files.filter((file) => pattern.test(file)).map(directoryOf))];
}

/** Looks a repository through once, however often it is asked. */
export function oncePer<Found>(look: (repository: Repository) => Found): (repository: Repository) => Found {
  const seen = new WeakMap<Repository, Found>();
  return (repository) => {
    const known = seen.get(repository) ?? look(repository);
    seen.set(repository, known);
    return known;
  };
}

/** The directory of a file; '' for the root. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path in a directory, from the root: `resolved('prisma', '../db/x')` is `db/x`. null where it leads out of the repository. */
export function resolved(directory: string, path: string): string | null {
  const names: string[] = [];
  for (const name of `${directory}/${path}`.split('/')) {
    if (name === '..' && names.pop() === undefined) return null;
    if (name !== '' && name !== '.' && name !== '..') names.push(name);
  }
  return path.startsWith('/') ? null : names.join('/');
}

/** A name in a directory, from the root. */
export function within(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/** A hash of a text's UTF-8 bytes, or of bytes, in lower-case hexadecimal. */
export function hex(algorithm: 'sha256' | 'sha384' | 'md5' | 'sha1', content: string | Uint8Array): string {
  return createHash(algorithm).update(content).digest('hex');
}
