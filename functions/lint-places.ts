import { readFileSync } from 'node:fs';
import type { LintFormatOptions } from '../shared/report/formats/lint/index.ts';
import type { Submission } from './lint-files.ts';
import { namingFromRoot } from './lint-paths.ts';

export type Places = Pick<LintFormatOptions, 'lineOf' | 'fromRoot'>;

/** Where formats find the lines that they show, and files as the repository's services name them. */
export function placesFor({ piped }: Pick<Submission, 'piped'>): Places {
  const texts = new Map<string, string[] | null>();
  const fromRoot = namingFromRoot();
  const linesOf = (file: string) => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const lines = (file === piped?.file ? piped.text : textOf(file))?.split(/\r?\n/) ?? null;
    texts.set(file, lines);
    return lines;
  };
  return {
    lineOf: (file, line) => linesOf(file)?.[line - 1] ?? null,
    fromRoot: (file) => (file === piped?.file ? file : fromRoot(file)),
  };
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
