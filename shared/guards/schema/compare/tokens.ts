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
    if (text.charCodeAt(at) > 32) tokens.push(text.slice(at, end));
    at = end;
  }
  return tokens;
}

const letters = 'A-Za-z_\\u0080-\\uffff';
const operators = '+\\-*/<>=~!@#%^&|`?';
const plain = new RegExp(`[\\0- ]+|::|[${letters}][\\w$${letters}]*|\\d[\\w.]*|\\.\\d\\w*|[${operators}]+`, 'y');
const dollar = new RegExp(`\\$(?:[${letters}][\\w${letters}]*)?\\$`, 'y');
const prefixes = /^(?:[bBxXnNeE]|[uU]&)$/;

function endOfToken(text: string, at: number): number {
  const character = text.charAt(at);
  if (character === "'" || character === '"') return endOfQuoted(text, at, { quote: character });
  if (text.startsWith('--', at)) return past(text, '\n', at + 2);
  if (text.startsWith('/*', at)) return past(text, '*/', at + 2);
  if (character === '$') {
    const tag = endOf(dollar, text, at);
    return tag > 0 ? past(text, text.slice(at, tag), tag) : at + 1;
  }
  const end = endOf(plain, text, at) || at + 1;
  const quote = text.charAt(end) === '&' ? end + 1 : end;
  if (text.charAt(quote) !== "'" || !prefixes.test(text.slice(at, quote))) return end;
  return endOfQuoted(text, quote, { quote: "'", escapes: /[eE]/.test(character) });
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
