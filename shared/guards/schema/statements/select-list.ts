/** A column of a view: what it is called, and what it is computed from. `name`: null where the text does not tell. */
export interface Selected {
  name: string | null;
  expression: string;
}

const token = /"(?:[^"]|"")*"|E'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_$]*|[()[\],]|\s+|[^\s]/gsu;

/**
 * The columns that a view's definition selects, as the server writes it; null where it is no plain SELECT. Of several
 * SELECTs in a UNION the first one says what they are called.
 */
export function selectList(definition: string): Selected[] | null {
  const items: string[] = [''];
  let depth = 0;
  let inList = false;
  for (const [text] of definition.matchAll(token)) {
    if (text === '(' || text === '[') depth++;
    if (text === ')' || text === ']') depth--;
    const word = depth === 0 ? text : '';
    if (!inList) inList = word === 'SELECT';
    else if (ends.has(word)) break;
    else if (word === ',') items.push('');
    else items[items.length - 1] += text;
  }
  return inList ? items.map(selected) : null;
}

const ends = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'WINDOW',
  'UNION',
  'INTERSECT',
  'EXCEPT',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'FETCH',
]);

const name = String.raw`[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")*"`;
const renamed = new RegExp(String.raw`^(.*\S)\s+AS\s+(${name})$`, 'su');
const plain = new RegExp(String.raw`^(?:(?:${name})\.)*(${name})$`, 'su');

function selected(item: string): Selected {
  const text = item.trim().replace(/^DISTINCT(?: ON \(.*?\))?\s+/s, '');
  const [, expression, alias] = renamed.exec(text) ?? [];
  if (expression !== undefined && alias !== undefined) return { name: alias, expression: unqualified(expression) };
  return { name: plain.exec(text)?.[1] ?? null, expression: unqualified(text) };
}

/** A column of one table is written with or without it, from version to version. */
function unqualified(expression: string): string {
  return plain.exec(expression)?.[1] ?? expression;
}
