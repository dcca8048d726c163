import { createHash } from 'node:crypto';
import type { LintEntry } from '../../../model/report.ts';
import type { LintFormatOptions } from './format.ts';

/**
 * What an entry is known by from run to run: its file, its rule and the text of its line, not the line's number, so that
 * lines added above it make no new one of it. Alike ones of a file are counted.
 */
export function fingerprints(entries: LintEntry[], { lineOf, fromRoot }: LintFormatOptions): string[] {
  const seen = new Map<string, number>();
  return entries.map(({ file, line, rule }) => {
    const text = (lineOf(file, line) ?? '').replace(/\s+/g, ' ').trim();
    const known = JSON.stringify([fromRoot(file), rule, text]);
    const count = (seen.get(known) ?? 0) + 1;
    seen.set(known, count);
    return createHash('sha256').update(`${known}${count}`).digest('hex').slice(0, 40);
  });
}
