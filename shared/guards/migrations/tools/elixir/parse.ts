import { type Token, tokensOf } from './tokens.ts';

/** Elixir as far as a migration needs it. `unknown`: anything else; nothing of it is guessed. */
export type Term = { line: number } & (
  | { is: 'text'; text: string }
  | { is: 'atom'; name: string }
  | { is: 'number'; text: string }
  | { is: 'list'; items: Term[]; keys: Map<string, Term> }
  | { is: 'tuple'; items: Term[] }
  | Call
  | { is: 'unknown' }
);

/** `name(items, key: value) do body end`. `body`: null without a block. A name alone is a call without items. */
export interface Call {
  is: 'call';
  line: number;
  name: string;
  items: Term[];
  keys: Map<string, Term>;
  body: Term[] | null;
}

/** The statements of a file; null where it is no Elixir that can be read. */
export function parseElixir(source: string): Term[] | null {
  const tokens = tokensOf(source);
  if (tokens === null) return null;
  const reader: Reader = { tokens, at: 0 };
  const body = bodyOf(reader, () => false);
  return reader.at >= tokens.length ? body : null;
}

interface Reader {
  tokens: Token[];
  at: number;
}

const nothing: Token = { kind: 'end', value: '', line: 0, spaced: true };
const peek = ({ tokens, at }: Reader, ahead = 0): Token => tokens[at + ahead] ?? nothing;
const isAt = (reader: Reader, value: string) => peek(reader).value === value && /^(sign|name)$/.test(peek(reader).kind);

function bodyOf(reader: Reader, ends: () => boolean): Term[] {
  const body: Term[] = [];
  while (reader.at < reader.tokens.length && !ends()) {
    if (peek(reader).kind === 'end' || isAt(reader, ';')) reader.at += 1;
    else body.push(statement(reader));
  }
  return body;
}

/** An expression that fills its line; where more follows that is not understood, all of it is unknown. */
function statement(reader: Reader): Term {
  const start = reader.at;
  const { line } = peek(reader);
  const term = expression(reader, true);
  if (term !== null && isEnd(reader)) return term;
  reader.at = start;
  skip(reader);
  return { is: 'unknown', line };
}

function isEnd(reader: Reader): boolean {
  if (isAt(reader, 'end') || isAt(reader, 'else') || isAt(reader, ';')) return true;
  return peek(reader).kind === 'end' && !/^(\|>|<>|\|\||&&)$/.test(nextWord(reader).value);
}

function nextWord({ tokens, at }: Reader): Token {
  return tokens.slice(at).find(({ kind }) => kind !== 'end') ?? nothing;
}

/** To the end of the statement, over brackets and blocks. */
function skip(reader: Reader): void {
  let depth = 0;
  const first = reader.at;
  while (reader.at < reader.tokens.length) {
    const { kind, value } = peek(reader);
    const opens =
      (kind === 'sign' && /^([([{]|%\{)$/.test(value)) || (kind === 'name' && (value === 'do' || value === 'fn'));
    const closes = (kind === 'sign' && /^[)\]}]$/.test(value)) || (kind === 'name' && value === 'end');
    if (depth === 0 && reader.at > first && (closes || isEnd(reader))) return;
    if (opens) depth += 1;
    if (closes) depth -= 1;
    reader.at += 1;
    if (depth < 0) return;
  }
}

/** null where it is not understood. `whole`: it fills a line, so that a call may go without brackets. */
function expression(reader: Reader, whole = false): Term | null {
  const { kind, value, line } = peek(reader);
  if (kind === 'text') return taken(reader, { is: 'text', text: value, line });
  if (kind === 'atom') return taken(reader, { is: 'atom', name: value, line });
  if (kind === 'number') return taken(reader, { is: 'number', text: value, line });
  if (isAt(reader, '-') && peek(reader, 1).kind === 'number') {
    reader.at += 1;
    return taken(reader, { is: 'number', text: `-${peek(reader).value}`, line });
  }
  if (isAt(reader, '[')) return list(reader);
  if (isAt(reader, '{')) return tuple(reader);
  if (isAt(reader, '%{') && peek(reader, 1).value === '}') {
    reader.at += 1;
    return taken(reader, { is: 'list', items: [], keys: new Map(), line });
  }
  if (isAt(reader, '@')) {
    reader.at += 1;
    const attribute = expression(reader, whole);
    return attribute?.is === 'call' ? { ...attribute, name: `@${attribute.name}` } : null;
  }
  return kind === 'name' && !/^(do|end|fn|if|unless|for|case|cond|with|try|else)$/.test(value)
    ? call(reader, whole)
    : null;
}

function taken(reader: Reader, term: Term): Term {
  reader.at += 1;
  return term;
}

function list(reader: Reader): Term | null {
  const { line } = peek(reader);
  reader.at += 1;
  const inside = argumentsUntil(reader, ']');
  return inside && { is: 'list', ...inside, line };
}

function tuple(reader: Reader): Term | null {
  const { line } = peek(reader);
  reader.at += 1;
  const inside = argumentsUntil(reader, '}');
  return inside && inside.keys.size === 0 ? { is: 'tuple', items: inside.items, line } : null;
}

function call(reader: Reader, whole: boolean): Term | null {
  const { line } = peek(reader);
  let name = peek(reader).value;
  reader.at += 1;
  while (isAt(reader, '.') && peek(reader, 1).kind === 'name') {
    name += `.${peek(reader, 1).value}`;
    reader.at += 2;
  }
  if (/^(true|false|nil)$/.test(name)) return { is: 'atom', name, line };
  const term: Call = { is: 'call', line, name, items: [], keys: new Map(), body: null };
  const bracketed = isAt(reader, '(') && !peek(reader).spaced;
  if (bracketed) reader.at += 1;
  const inside = bracketed
    ? argumentsUntil(reader, ')')
    : whole && !isEnd(reader) && !isAt(reader, 'do')
      ? bare(reader)
      : null;
  if (bracketed && inside === null) return null;
  if (inside === null && whole && !bracketed && !isEnd(reader) && !isAt(reader, 'do')) return null;
  Object.assign(term, inside ?? {});
  return whole && isAt(reader, 'do') ? withBlock(reader, term) : term;
}

function withBlock(reader: Reader, term: Call): Term | null {
  reader.at += 1;
  term.body = bodyOf(reader, () => isAt(reader, 'end') || isAt(reader, 'else'));
  if (!isAt(reader, 'end')) return null;
  reader.at += 1;
  return term;
}

interface Inside {
  items: Term[];
  keys: Map<string, Term>;
}

function bare(reader: Reader): Inside | null {
  return argumentsWhile(reader, () => isEnd(reader) || isAt(reader, 'do'));
}

function argumentsUntil(reader: Reader, close: string): Inside | null {
  const inside = argumentsWhile(reader, () => {
    while (peek(reader).kind === 'end' && reader.at < reader.tokens.length) reader.at += 1;
    return isAt(reader, close);
  });
  if (inside === null || !isAt(reader, close)) return null;
  reader.at += 1;
  return inside;
}

function argumentsWhile(reader: Reader, ends: () => boolean): Inside | null {
  const inside: Inside = { items: [], keys: new Map() };
  while (!ends()) {
    const { kind, value } = peek(reader);
    if (kind === 'key') reader.at += 1;
    while (kind === 'key' && peek(reader).kind === 'end' && reader.at < reader.tokens.length) reader.at += 1;
    const term = expression(reader);
    if (term === null) return null;
    if (kind === 'key') inside.keys.set(value, term);
    else inside.items.push(term);
    if (ends()) break;
    if (!isAt(reader, ',')) return null;
    reader.at += 1;
    while (peek(reader).kind === 'end' && reader.at < reader.tokens.length) reader.at += 1;
  }
  return inside;
}
