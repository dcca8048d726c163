import { tokensOf } from '../compare/tokens.ts';
import { withoutQualifiers } from '../compare/view-columns.ts';

/** A column of a view: what it is called, and what it is computed from. `name`: null where the text does not tell. */
export interface Selected {
  name: string | null;
  expression: string;
}

/** What a view's definition selects, and what from: its WITH and FROM; null where it takes together several SELECTs. */
export interface Query {
  columns: Selected[];
  source: string | null;
}

const ends = new Set('FROM WHERE GROUP HAVING WINDOW UNION INTERSECT EXCEPT ORDER LIMIT OFFSET FETCH FOR'.split(' '));
const sets = new Set(['UNION', 'INTERSECT', 'EXCEPT']);

/**
 * The columns that a view's definition selects, as the server writes it; null where it is no plain SELECT. Of several
 * SELECTs in a UNION the first one says what they are called.
 */
export function queryOf(definition: string): Query | null {
  const parts: string[][] = [[]];
  const words = [''];
  let depth = 0;
  let last = '';
  // A column of one table is written with or without it, from version to version.
  for (const token of withoutQualifiers(tokensOf(definition))) {
    if (token === ')' || token === ']') depth--;
    const isEnd = ends.has(token) && last !== 'WITHIN';
    last = token;
    if (depth === 0 && (isEnd || (token === 'SELECT' && words.length === 1))) {
      words.push(token);
      parts.push([]);
    } else parts.at(-1)?.push(token);
    if (token === '(' || token === '[') depth++;
  }
  if (words[1] !== 'SELECT') return null;
  const from = words.indexOf('FROM');
  const source = from === 2 ? [...(parts[0] ?? []), 'FROM', ...(parts[2] ?? [])] : (parts[0] ?? []);
  return {
    columns: itemsOf(parts[1] ?? []).map(selected),
    source: words.some((word) => sets.has(word)) ? null : source.join(' '),
  };
}

/** Of a list, without DISTINCT before it. */
function itemsOf(tokens: string[]): string[][] {
  const items: string[][] = [[]];
  let depth = 0;
  for (const token of withoutDistinct(tokens)) {
    if (token === ')' || token === ']') depth--;
    if (token === ',' && depth === 0) items.push([]);
    else items.at(-1)?.push(token);
    if (token === '(' || token === '[') depth++;
  }
  return items;
}

function withoutDistinct(tokens: string[]): string[] {
  if (tokens[0] !== 'DISTINCT') return tokens;
  if (tokens[1] !== 'ON') return tokens.slice(1);
  let depth = 0;
  const end = tokens.findIndex((token) => {
    if (token === '(') depth++;
    return token === ')' && --depth === 0;
  });
  return tokens.slice(end + 1);
}

const name = /^(?:[\p{L}_]|")/u;

function selected(tokens: string[]): Selected {
  if (tokens.at(-2) === 'AS') return { name: tokens.at(-1) ?? null, expression: tokens.slice(0, -2).join(' ') };
  const isPlain = tokens.every((token, index) => (index % 2 === 0 ? name.test(token) : token === '.'));
  return { name: (isPlain ? tokens.at(-1) : null) ?? null, expression: tokens.join(' ') };
}
