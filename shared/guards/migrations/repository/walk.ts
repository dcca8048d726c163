import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { codeOf, UsageError } from '../../../model/errors.ts';
import { type Repository, repositoryWith, UnreadableFileError } from './repository.ts';

/** What a file may have. Migrations of real projects end at some hundred kilobytes; a dump of data is no migration. */
export const largestFile = 5_000_000;

/** A folder without git may have as many files as this; a home directory is no repository. */
const mostFiles = 50_000;

const foreign = new Set(
  'node_modules vendor venv site-packages __pycache__ dist build target deps _build coverage tmp'.split(' '),
);

/**
 * The files of a folder: what git knows or would take up, where it is in a git repository; else all but dependencies,
 * build output and hidden folders. A file that leads out of the folder by a symbolic link is not read.
 * @throws TooManyFilesError where there is no git, and more files than a repository has
 * @throws Error where the folder cannot be read
 */
export function repositoryAt(folder: string, limits: { mostFiles?: number | undefined } = {}): Repository {
  const root = realpathSync(folder);
  const files = gitFiles(root) ?? walked(root, limits.mostFiles ?? mostFiles);
  const bytes = (path: string) => read(root, path);
  return repositoryWith(files, {
    root,
    bytes,
    text: (path) => {
      const content = bytes(path);
      return content === null ? null : decoded(path, content);
    },
  });
}

/** Some of the files say nothing: a migration that was left out is no migration that is not there. */
export class TooManyFilesError extends UsageError {
  override readonly name: string = 'TooManyFilesError';
}

function gitFiles(root: string): string[] | null {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const output = gitOutput(root, list);
  return output === null ? null : [...new Set(output.split('\0').filter(Boolean))];
}

/** So that nothing is written, and git runs no program that the repository's own configuration names. */
const harmless = ['core.fsmonitor=false', 'core.hooksPath=/dev/null'].flatMap((setting) => ['-c', setting]);
const quiet = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1' };

/**
 * What git says; null where there is no git, or this is no repository of its. Only for words that compare no files: then
 * git runs the filters that the repository's configuration names.
 */
export function gitOutput(root: string, words: string[]): string | null {
  try {
    return execFileSync('git', ['-C', root, ...harmless, ...words], {
      encoding: 'utf8',
      env: { ...process.env, ...quiet },
      maxBuffer: 256 * 1024 * 1024,
      timeout: 30_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

function walked(root: string, most: number): string[] {
  const files: string[] = [];
  const enter = (directory: string): void => {
    for (const entry of entriesOf(join(root, directory))) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (entry.isFile() || entry.isSymbolicLink()) files.push(path);
      if (files.length > most) throw tooMany(root, most);
      if (entry.isDirectory() && !foreign.has(entry.name) && !/^\./.test(entry.name)) enter(path);
    }
  };
  enter('');
  return files;
}

function tooMany(root: string, most: number): TooManyFilesError {
  return new TooManyFilesError(
    'usage/arguments',
    `${root} has more than ${most.toLocaleString('en')} files and no git`,
    'run it inside of a git repository, or name a narrower --repository',
  );
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

function read(root: string, path: string): Uint8Array | null {
  try {
    const real = realpathSync(join(root, path));
    if (real !== root && !real.startsWith(`${root}${sep}`)) {
      throw new UnreadableFileError(path, 'it is a link to a file outside of the repository');
    }
    const { size } = statSync(real);
    if (size <= largestFile) return readFileSync(real);
    throw new UnreadableFileError(path, `it has ${Math.round(size / 1e6)} MB; up to ${largestFile / 1e6} are read`);
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new UnreadableFileError(path, `it cannot be read (${code})`, { cause: error });
  }
}

function decoded(path: string, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error) {
    throw new UnreadableFileError(path, 'it is not UTF-8', { cause: error });
  }
}
