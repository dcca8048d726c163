/**
 * A word of Elixir. `text`: a string without interpolation; `open`: one with, which only running it tells; `key`: `name:`;
 * `end`: the end of a line that ends an expression.
 */
export interface Token {
  kind: 'text' | 'open' | 'atom' | 'key' | 'number' | 'name' | 'sign' | 'end';
  value: string;
  line: number;
  /** white space stands before it */
  spaced: boolean;
}

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** Reads a file word by word. null where it is no Elixir: a string or a sigil has no end. */
export function tokensOf(source: string): Token[] | null {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  let spaced = false;
  while (at < source.length) {
    const next = afterBlank(source, at);
    if (next > at) {
      line += source.slice(at, next).split('\n').length - 1;
      at = next;
      spaced = true;
      continue;
    }
    // No word but a quoted one is longer than PostgreSQL's names.
    const read = wordAt(source, at, source.slice(at, at + 200));
    if (read === null) return null;
    const { end, ...word } = read;
    tokens.push({ ...word, line: line + (word.skip ?? 0), spaced });
    line += source.slice(at, end).split('\n').length - 1;
    at = end;
    spaced = word.kind === 'end';
  }
  return tokens;
}

/** Behind white space, a comment, or the backslash that joins two lines. */
function afterBlank(source: string, at: number): number {
  if (source[at] === '#') return source.indexOf('\n', at) < 0 ? source.length : source.indexOf('\n', at);
  const joined = /^\\\r?\n/.exec(source.slice(at, at + 3))?.[0];
  if (joined !== undefined) return at + joined.length;
  let next = at;
  while (next < source.length && /[^\S\n]/.test(source[next] as string)) next += 1;
  return next;
}

interface Word extends Pick<Token, 'kind' | 'value'> {
  end: number;
  /** lines between its beginning and its first character: a heredoc's text begins below */
  skip?: number;
}

function wordAt(source: string, at: number, rest: string): Word | null {
  const plain = (kind: Token['kind'], text: string, value = text): Word => ({ kind, value, end: at + text.length });
  if (rest.startsWith('\n')) return plain('end', '\n');
  const sigil = /^~([a-zA-Z]+)("""|'''|[([{<"'/|])/.exec(rest);
  if (sigil)
    return quoted(source, { at: at + sigil[0].length, opening: sigil[2] ?? '', raw: /^[A-Z]/.test(sigil[1] ?? '') });
  const quote = /^("""|'''|"|')/.exec(rest)?.[0];
  if (quote !== undefined) {
    const text = quoted(source, { at: at + quote.length, opening: quote, raw: false });
    const isKey = text?.kind === 'text' && /^:\s/.test(source.slice(text.end, text.end + 2));
    return text && isKey ? { ...text, kind: 'key', end: text.end + 1 } : text;
  }
  if (rest.startsWith(':"')) {
    const atom = quoted(source, { at: at + 2, opening: '"', raw: false });
    return atom && { ...atom, kind: atom.kind === 'text' ? 'atom' : 'open' };
  }
  const atom = /^:([a-zA-Z_]\w*[?!]?)/.exec(rest);
  if (atom) return plain('atom', atom[0], atom[1]);
  const key = /^([a-zA-Z_]\w*[?!]?):(?=\s)/.exec(rest);
  if (key) return plain('key', key[0], key[1]);
  const number = /^\d[\d_]*(\.\d+)?/.exec(rest)?.[0];
  if (number !== undefined) return plain('number', number, number.replaceAll('_', ''));
  const name = /^[a-zA-Z_]\w*[?!]?/.exec(rest)?.[0];
  return name === undefined
    ? plain('sign', /^(?:\|>|->|<-|<>|%\{|=>|==|&&|\|\||::|[\s\S])/u.exec(rest)?.[0] ?? '')
    : plain('name', name);
}

/** A text from behind its opening quote to its closing one. Of a heredoc the closing quote's indentation is taken off. */
function quoted(source: string, { at, opening, raw }: { at: number; opening: string; raw: boolean }): Word | null {
  const close = closing[opening] ?? opening;
  let end = at;
  while (end < source.length && !source.startsWith(close, end)) end += source[end] === '\\' ? 2 : 1;
  if (end >= source.length) return null;
  const inner = source.slice(at, end);
  const kind = !raw && inner.includes('#{') ? 'open' : 'text';
  const heredoc = close.length === 3;
  const plain = raw ? inner : unescaped(inner);
  if (!heredoc) return { kind, value: plain, end: end + close.length };
  const indent = /[^\S\n]*$/.exec(inner)?.[0] ?? '';
  const lines = plain
    .split('\n')
    .slice(1)
    .map((text) => (text.startsWith(indent) ? text.slice(indent.length) : text.trimStart()));
  return { kind, value: lines.join('\n'), end: end + 3, skip: 1 };
}

function unescaped(text: string): string {
  const named: Record<string, string> = { n: '\n', t: '\t', r: '\r', s: ' ', '0': '\0', e: '\x1b' };
  return text.replaceAll(/\\(\r?\n|.)/g, (_, character: string) =>
    /^\r?\n$/.test(character) ? '' : (named[character] ?? character),
  );
}
