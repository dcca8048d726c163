import { asCalls } from './calls.ts';
import { tokensOf } from './tokens.ts';

/**
 * An expression, a definition, in a form that does not depend on how PostgreSQL happened to write it. For a second look at
 * texts that differ:
 *
 * - the type of a string constant is what it is cast to last: a CHECK with IN on a varchar column is written as
 *   `(ARRAY['R'::character varying])::text[]`, and after pg_dump and restore as `ARRAY[('R'::character varying)::text]`
 *   (https://github.com/pgadmin-org/pgadmin4/issues/7335). Both become `ARRAY['R'::text]`. A cast of a column stays:
 *   `(a)::text < (b)::text` and `a < b` can differ.
 * - two pairs of parentheses around the same thing are one
 * - what SQL has words for is a call: see `calls.ts`
 */
export function canonical(text: string): string {
  return canonicalTokens(tokensOf(text)).join(' ');
}

/** The same for tokens, which it leaves alone. */
export function canonicalTokens(tokens: string[]): string[] {
  const writing: Writing = { tokens: [], open: [], closed: new Map() };
  for (const token of withCasts(asCalls(tokens))) write(writing, token);
  return writing.tokens.filter((token) => token !== '');
}

/** Of the same value, whichever of them a string constant is cast to first: they are stored alike. */
const texts = ['text', 'character varying'];
const castsToText = new Set(texts.map((type) => `::${type}`));
const castsToTexts = new Set(texts.map((type) => `::${type}[]`));

/** Joins `::`, `character`, `varying`, `[`, `]` to one token. A length stays outside, as such a cast cuts the text. */
function withCasts(tokens: string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [type, words] = typeAt(tokens, at + 1);
    if (tokens[at] !== '::' || type === '') joined.push(tokens[at] ?? '');
    else {
      joined.push(`::${type}`);
      at += words;
    }
  }
  return joined;
}

function typeAt(tokens: string[], at: number): [type: string, words: number] {
  const type = texts.find((name) => name.split(' ').every((word, index) => tokens[at + index] === word));
  if (type === undefined) return ['', 0];
  const words = type.split(' ').length;
  const next = tokens[at + words];
  if (next === '(' || next === '.') return ['', 0];
  return next === '[' && tokens[at + words + 1] === ']' ? [`${type}[]`, words + 2] : [type, words];
}

interface Group {
  /** where it opens */
  start: number;
  /** where the pairs that were dropped around it opened */
  outside: number;
  /** whether it holds more than one thing */
  lists: boolean;
}

/** What has been read so far, rewritten at its end: each rule looks at what has just been closed or cast. */
interface Writing {
  tokens: string[];
  open: Group[];
  /** what a parenthesis or bracket closes, by where that is */
  closed: Map<number, Group>;
}

function write(writing: Writing, token: string): void {
  const { tokens, open } = writing;
  const innermost = open.at(-1);
  if (token === ',' && innermost) innermost.lists = true;
  if (token === '(' || token === '[') open.push({ start: tokens.length, outside: tokens.length, lists: false });
  if (token === ')' || token === ']') close(writing, token);
  else if (!isRecast(writing, token) && !isSpread(writing, token)) tokens.push(token);
}

function close({ tokens, open, closed }: Writing, token: string): void {
  const group = open.pop();
  if (group === undefined) return void tokens.push(token);
  const within = tokens.at(-1) === ')' ? closed.get(tokens.length - 1) : undefined;
  if (token === ')' && within?.outside === group.start + 1 && isRedundant(tokens, within)) {
    tokens[group.start] = '';
    within.outside = group.start;
  } else {
    closed.set(tokens.length, group);
    tokens.push(token);
  }
}

/** `((1, 2))` is a row and `((SELECT 1))` is one value: they keep both pairs. */
function isRedundant(tokens: string[], within: Group): boolean {
  const queries = ['SELECT', 'WITH', 'VALUES'];
  return tokens[within.start] === '(' && !within.lists && !queries.includes(tokens[within.start + 1] ?? '');
}

/** `('x'::character varying)` before `::text` becomes `'x'`. */
function isRecast({ tokens }: Writing, token: string): boolean {
  const casts = [castsToText, castsToTexts].find((types) => types.has(token));
  const [opening, constant, cast, closing] = tokens.slice(-4);
  if (!casts?.has(cast ?? '') || opening !== '(' || closing !== ')' || !isConstant(constant)) return false;
  tokens.splice(-4, 4, constant ?? '', token);
  return true;
}

/** `(ARRAY['x'::character varying])` before `::text[]` becomes `ARRAY['x'::text]`. */
function isSpread({ tokens, closed }: Writing, token: string): boolean {
  if (!castsToTexts.has(token) || tokens.at(-1) !== ')' || tokens.at(-2) !== ']') return false;
  const outer = closed.get(tokens.length - 1);
  const inner = closed.get(tokens.length - 2);
  if (!outer || !inner || inner.start !== outer.start + 2 || tokens[outer.start + 1] !== 'ARRAY') return false;
  const elements = tokens.slice(inner.start + 1, -2);
  if (elements.length === 0 || !elements.every(isOfConstants)) return false;
  tokens.length = outer.start;
  tokens.push('ARRAY', '[');
  for (const [index, each] of elements.entries()) tokens.push(index % 3 === 1 ? token.slice(0, -2) : each);
  tokens.push(']');
  closed.set(tokens.length - 1, { ...inner, start: outer.start + 1, outside: outer.start + 1 });
  return true;
}

/** Of `'x' ::text , 'y' ::text`. */
function isOfConstants(token: string, index: number): boolean {
  if (index % 3 === 0) return isConstant(token);
  return index % 3 === 1 ? castsToText.has(token) : token === ',';
}

function isConstant(token = ''): boolean {
  return token.startsWith("'") || /^(E'|NULL$)/.test(token);
}
