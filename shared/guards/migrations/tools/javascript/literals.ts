const simple: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' };
const escapes = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g;

/** What the inside of a string or template of a program means; null where an escapes is not valid. */
export function unescaped(inside: string): string | null {
  let valid = true;
  const text = inside.replace(escapes, (_, braces?: string, four?: string, two?: string, one = '') => {
    const code = braces ?? four ?? two;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      valid &&= point <= 0x10ffff;
      return valid ? String.fromCodePoint(point) : '';
    }
    if (one === 'u' || one === 'x') valid = false;
    return /^[\r\n\u2028\u2029]/.test(one) ? '' : (simple[one] ?? one);
  });
  return valid ? text : null;
}
