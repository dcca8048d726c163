import { shellWord } from '../model/shell.ts';
import { withoutCredentials } from '../request/credentials.ts';

/** A command as a shell takes it, and without credentials. */
export function commandLine(words: string[]): string {
  return words.map((word) => worded(withoutCredentials(word))).join(' ');
}

/** Behind the program's name, an option needs no quotes. */
function worded(word: string): string {
  return /^--?[A-Za-z][\w@%+=:,./-]*$/.test(word) ? word : shellWord(word);
}

const mostLetters = 120;

/** The same for a sentence: one that is long is cut. */
export function shortLine(words: string[]): string {
  const line = commandLine(words);
  return line.length <= mostLetters ? line : `${line.slice(0, mostLetters - 4).trimEnd()} ...`;
}
