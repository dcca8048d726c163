const simple: Record<string, string> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};

const escapes = /\\(?:\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(N\{[^}]*\})|([\s\S]))/g;

/**
 * What a string literal means; null for bytes and for what would not be a literal of Python.
 * https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals
 */
export function stringOf(literal: string): string | null {
  const [, prefix = '', quote = ''] = /^([a-zA-Z]*)('''|"""|'|")/.exec(literal) ?? [];
  if (quote === '' || /[bft]/i.test(prefix)) return null;
  // A file's line endings are \n to Python, whatever they are on disk.
  const body = literal.slice(prefix.length + quote.length, -quote.length).replaceAll(/\r\n?/g, '\n');
  return /r/i.test(prefix) ? body : unescaped(body);
}

function unescaped(body: string): string | null {
  let known = true;
  const text = body.replaceAll(escapes, (whole, hex2, hex4, hex8, octal, named, other) => {
    const code = Number.parseInt(hex2 ?? hex4 ?? hex8 ?? '', 16);
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    // Names of characters (\N{BULLET}) are a table that only Python has.
    if (named !== undefined || !Number.isNaN(code) || 'xuUN'.includes(other ?? ' ')) known = false;
    return simple[other ?? whole[1]] ?? whole;
  });
  return known ? text : null;
}
