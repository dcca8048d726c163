import { tokensOf } from './parse.ts';
import type { Name } from './statement.ts';

/** A name as people write it in SQL: quoted only where it has to be. The parser has to be loaded. */
export function written(...path: (string | null)[]): string {
  return path
    .filter((name) => name !== null)
    .map((name) => (plain(name) ? name : `"${name.replaceAll('"', '""')}"`))
    .join('.');
}

/** The name of a relation as people write it. */
export function writtenName({ schema, name }: Name): string {
  return written(schema, name);
}

/** What was asked before: the same few names come again and again, and every one takes a call of the parser. */
const asked = new Map<string, boolean>();
const mostAsked = 10_000;

function plain(name: string): boolean {
  const known = asked.get(name);
  if (known !== undefined) return known;
  if (asked.size >= mostAsked) asked.clear();
  const answer = needsNoQuotes(name);
  asked.set(name, answer);
  return answer;
}

function needsNoQuotes(name: string): boolean {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) return false;
  return tokensOf(name).every(({ keyword }) => keyword === 'NO_KEYWORD' || keyword === 'UNRESERVED_KEYWORD');
}
