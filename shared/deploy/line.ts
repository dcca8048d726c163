import { shellWord } from '../model/shell.ts';
import { withoutCredentialWords } from '../request/credentials.ts';

/** A command as a shell takes it, and without credentials. */
export function commandLine(words: string[]): string {
  return withoutCredentialWords(words).map(worded).join(' ');
}

/** Behind the program's name, an option needs no quotes. */
function worded(word: string): string {
  return /^--?[A-Za-z][\w@%+=:,./-]*$/.test(word) ? word : shellWord(word);
}

/**
 * The flags that lead another command of Lockstep to the same target: `--target production --config lockstep.prod.json`.
 * `variable`: of the shell, with the URL of what has no name; `files`: flags that name files, as they were given.
 */
export function flagsTo(target: string, { variable = 'DATABASE_URL', files = [] as string[] } = {}): string {
  const to = target === 'default' ? `--url "$${variable}"` : `--target ${shellWord(target)}`;
  return files.length === 0 ? to : `${to} ${commandLine(files)}`;
}

const mostLetters = 120;

/** The same for a sentence: one that is long is cut. */
export function shortLine(words: string[]): string {
  const line = commandLine(words);
  return line.length <= mostLetters ? line : `${line.slice(0, mostLetters - 4).trimEnd()} ...`;
}
