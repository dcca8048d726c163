/**
 * The tokens of an SQL text, without the white space between them. String constants (`E''`, `B''`, `X''` and `U&''` as well),
 * quoted names, dollar quotes and comments are one token each, as they are written.
 *
 * @see https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = endOfToken(text, at);
    if (!/\s/.test(text.charAt(at))) tokens.push(text.slice(at, end));
    at = end;
  }
  return tokens;
}

const space = /\s+/y;
const word = /[\p{L}_\u0080-\uffff][\p{L}\p{N}_$\u0080-\uffff]*/uy;
const number = /(?:\d[\w.]*|\.\d\w*)/y;
const operator = /[+\-*/<>=~!@#%^&|`?]+/y;
const dollar = /\$(?:[\p{L}_\u0080-\uffff][\p{L}\p{N}_\u0080-\uffff]*)?\$/uy;
const constantWithPrefix = /(?:[bBxXnNeE]|[uU]&)'/y;

function endOfToken(text: string, at: number): number {
  const character = text.charAt(at);
  if (character === "'") return endOfQuoted(text, at, { quote: "'" });
  if (character === '"') return endOfQuoted(text, at, { quote: '"' });
  const prefixed = endOf(constantWithPrefix, text, at);
  if (prefixed > 0) {
    return endOfQuoted(text, prefixed - 1, { quote: "'", escapes: /[eE]/.test(character) });
  }
  if (text.startsWith('--', at)) return past(text, '\n', at + 2);
  if (text.startsWith('/*', at)) return past(text, '*/', at + 2);
  if (text.startsWith('::', at)) return at + 2;
  const tag = endOf(dollar, text, at);
  if (tag > 0) return past(text, text.slice(at, tag), tag);
  for (const pattern of [space, word, number, operator]) {
    const end = endOf(pattern, text, at);
    if (end > 0) return end;
  }
  return at + 1;
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}

function past(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length;
}

/** A doubled quote is one within; and in `E''` what follows a backslash is no quote. */
function endOfQuoted(text: string, start: number, { quote, escapes = false }: { quote: string; escapes?: boolean }) {
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (escapes && character === '\\') at += 2;
    else if (character !== quote) at += 1;
    else if (text.charAt(at + 1) === quote) at += 2;
    else return at + 1;
  }
  return text.length;
}
