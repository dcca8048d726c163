import { tokensOf } from './tokens.ts';

/** The names of a path as PostgreSQL writes it: `public."Order Items"` is `public` and `Order Items`. */
export function pathIn(text: string): string[] {
  return tokensOf(text).flatMap((token) => (token === '.' ? [] : [unquoted(token)]));
}

export function unquoted(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token;
}

const beforeName: ReadonlySet<string> = new Set(['INDEX', 'TRIGGER', 'FUNCTION', 'PROCEDURE', 'AGGREGATE']);

/**
 * The tokens of a definition without the object's own name in it: of an index, a trigger, a function. Other kinds' do not
 * have it.
 */
export function withoutOwnName(tokens: string[]): string[] {
  if (tokens[0] !== 'CREATE') return tokens;
  const start = tokens.findIndex((token) => beforeName.has(token)) + 1;
  if (start === 0) return tokens;
  let end = start + 1;
  while (tokens[end] === '.') end += 2;
  return tokens.toSpliced(start, end - start);
}
