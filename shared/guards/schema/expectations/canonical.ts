/** The further words of the names of types that have several. */
const typeWords = new Set(['varying', 'precision', 'with', 'without', 'time', 'zone']);
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[a-z_][\w$]*|\d[\d.]*|::|<>|!=|<=|>=|\S/gi;
const left = new Set(['(', ')', '[', ']', ';']);
const noise = /\b(?:concurrently|if not exists|only|using btree)\b ?/g;

/**
 * A definition in a form in which spellings of the same are mostly equal: letters, blanks, parentheses, casts, schemas,
 * `IN (..)` for `= ANY (ARRAY[..])`. Two definitions that differ in parentheses alone look the same: a false alarm would be
 * worse, as the server writes its own where nobody put any.
 */
export function canonical(definition: string): string {
  const tokens = [...definition.matchAll(token)].map(([text]) => plain(text));
  const kept: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const text = tokens[at] ?? '';
    if (text === '::') at = endOfType(tokens, at + 1) - 1;
    else if (text === '.' && isName(kept.at(-1))) kept.pop();
    else if (!left.has(text)) kept.push(text === '!=' ? '<>' : text);
  }
  return kept
    .join(' ')
    .replaceAll('= any array', 'in')
    .replaceAll('<> all array', 'not in')
    .replaceAll(noise, '')
    .trim();
}

function plain(text: string): string {
  if (text.startsWith("'")) return text;
  if (/^"[a-z_][a-z0-9_$]*"$/.test(text)) return text.slice(1, -1);
  return text.startsWith('"') ? text : text.toLowerCase();
}

function isName(text: string | undefined): boolean {
  return text !== undefined && /^[a-z_"]/.test(text);
}

/** Where the name of a type ends that begins there: `pg_catalog.numeric(10,2)[]`. */
function endOfType(tokens: string[], begin: number): number {
  let at = begin + 1;
  while (tokens[at] === '.') at += 2;
  while (typeWords.has(tokens[at] ?? '')) at += 1;
  if (tokens[at] === '(' && /^\d/.test(tokens[at + 1] ?? '')) at = tokens.indexOf(')', at) + 1;
  while (typeWords.has(tokens[at] ?? '')) at += 1;
  return at;
}

/**
 * Whether the server's definition is the one that is wanted: all of it, or of an index what follows its table: `(lower(email))
 * WHERE NOT deleted`. That a constraint is not validated yet is no other definition.
 */
export function isDefinition(found: string, wanted: string): boolean {
  const whole = (text: string) => canonical(text.replace(/\s+NOT VALID\s*$/i, ''));
  if (whole(found) === whole(wanted)) return true;
  const tail = / USING (?:btree )?(.*)$/s.exec(found)?.[1];
  return tail !== undefined && whole(tail) === whole(wanted.replace(/^\s*USING\s+(?:btree\b)?/i, ''));
}
