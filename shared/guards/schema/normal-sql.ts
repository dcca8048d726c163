import { tokensOf } from './compare/tokens.ts';

/**
 * One thing that a migration does, in normal form: words in lower case with one space between them, names with their schemas
 * (`alter table public.orders add note text`), and nothing that does not count (comments, ONLY, CONCURRENTLY, IF EXISTS).
 */
export interface Statement {
  migration: string;
  text: string;
  /** all words of the whole statement, those of its constants and bodies as well */
  words: Set<string>;
}

/** What SQL does, one action of an ALTER and one object of a DROP each. */
export function statementsIn(migration: string, sql: string): Statement[] {
  return piecesOf(tokensOf(sql).filter((token) => !token.startsWith('--') && !token.startsWith('/*'))).flatMap(
    (tokens) => {
      const words = new Set(wordsIn(tokens.join(' ')));
      return actionsOf(textOf(tokens)).map((text) => ({ migration, text, words }));
    },
  );
}

export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? [];
}

/** A name as it stands in normal form: nothing in it means anything in a regular expression. */
export function normalName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_]/gu, (character) => `%${character.codePointAt(0)?.toString(16)}%`);
}

/** SQL in normal form, where it is a part of a statement: a type, a list of columns. */
export function normalSql(sql: string): string {
  return textOf(tokensOf(sql));
}

function piecesOf(tokens: string[]): string[][] {
  const pieces: string[][] = [[]];
  for (const token of tokens) {
    if (token === ';') pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return pieces.filter(({ length }) => length > 0);
}

function textOf(tokens: string[]): string {
  const text = tokens
    .map(normalToken)
    .join(' ')
    .replaceAll(/(?<=[\p{L}\p{N}_%]) \. (?=[\p{L}\p{N}_%])/gu, '.');
  return text
    .replace(
      /^create (?:(?:or replace|unique|unlogged|temp|temporary|global|local|constraint|recursive|foreign) )+/,
      'create ',
    )
    .replace(/^(alter|drop) foreign /, '$1 ')
    .replaceAll(/ (?:only|concurrently|if exists)(?= )/g, '')
    .replaceAll(/\b(alter|add|drop|rename) column /g, '$1 ');
}

function normalToken(token: string): string {
  if (token.startsWith('"')) return normalName(token.slice(1, -1).replaceAll('""', '"'));
  if (/^\$.*\$$/s.test(token)) return '$$';
  const constant = /^[a-z&]{0,2}'(.*)'$/is.exec(token)?.[1];
  if (constant !== undefined) return `'${normalName(constant.replaceAll("''", "'"))}`;
  return /^[\p{L}_]/u.test(token) ? normalName(token.toLowerCase()) : token;
}

const several =
  /^(alter (?:table|type|view|materialized view|foreign table) \S+|drop (?:[a-z]+|materialized view)(?= \S+(?: ,|$)))(?: \*)? (.*)$/;

function actionsOf(text: string): string[] {
  const [head, rest = ''] = several.exec(text)?.slice(1) ?? [];
  return head === undefined ? [text] : listIn(rest).map((each) => `${head} ${each}`);
}

/** What stands between the commas that are within no parentheses. */
export function listIn(text: string): string[] {
  const found: string[][] = [[]];
  let depth = 0;
  for (const word of text.split(' ')) {
    if (word === '(' || word === '[') depth += 1;
    if (word === ')' || word === ']') depth -= 1;
    if (word === ',' && depth === 0) found.push([]);
    else found.at(-1)?.push(word);
  }
  return found.map((words) => words.join(' '));
}
