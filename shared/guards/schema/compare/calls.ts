/**
 * The tokens with what SQL has words for written as the call that it is: `(now() AT TIME ZONE 'utc')` as
 * `timezone('utc', now())`. PostgreSQL writes whichever of the two somebody wrote, and until 13 always the call: a database
 * that pg_upgrade brought along keeps that.
 *
 * @see https://www.postgresql.org/docs/release/14.0/ and src/backend/utils/adt/ruleutils.c (get_func_sql_syntax)
 */
export function asCalls(tokens: string[]): string[] {
  if (!tokens.some((token) => words.has(token) || callNames.has(token))) return tokens;
  const written: string[] = [];
  const open: number[] = [];
  for (const token of tokens) {
    written.push(token);
    if (token === '(') open.push(written.length - 1);
    if (token !== ')') continue;
    const start = open.pop();
    if (start === undefined) continue;
    const before = written[start - 2] === '.' ? '' : (written[start - 1] ?? '');
    const inner = written.slice(start + 1, -1);
    const own = (clauses[before] && clauseOf(before, inner)) ?? callOf(before, inner);
    const call = own ?? operatorOf(inner);
    if (call === null) continue;
    written.length = own === null ? start : start - 1;
    written.push(...call);
  }
  return written;
}

const callNames: ReadonlySet<string> = new Set(
  'timezone btrim ltrim rtrim "position" "substring" "overlay" "extract" "overlaps"'.split(' '),
);

/** The words between the arguments of each. */
const clauses: Record<string, string[]> = {
  TRIM: ['FROM'],
  POSITION: ['IN'],
  SUBSTRING: ['FROM', 'FOR', 'SIMILAR', 'ESCAPE'],
  OVERLAY: ['PLACING', 'FROM', 'FOR'],
  EXTRACT: ['FROM'],
};
const words: ReadonlySet<string> = new Set([...Object.keys(clauses), 'AT', 'OVERLAPS']);

const trims: Record<string, string> = { BOTH: 'btrim', LEADING: 'ltrim', TRAILING: 'rtrim' };

function clauseOf(name: string, inner: string[]): string[] | null {
  const parts = splitAt(inner, clauses[name] ?? []);
  const [first = [], second = []] = parts;
  if (parts.length < 2) return null;
  if (name === 'POSITION') return call('position', [second, first]);
  if (name === 'EXTRACT') return call('extract', [[`'${first.join('')}'`, '::', 'text'], second]);
  if (name !== 'TRIM') return call(name.toLowerCase(), parts);
  const [side = '', ...characters] = first;
  return call(trims[side] ?? 'btrim', characters.length === 0 ? [second] : [second, characters]);
}

function callOf(name: string, inner: string[]): string[] | null {
  return callNames.has(name) ? call(name.replaceAll('"', ''), splitAt(inner, [','])) : null;
}

/** Such an operator is always alone in its parentheses. */
function operatorOf(inner: string[]): string[] | null {
  const [value = [], zone, ...more] = splitAt(inner, ['AT']);
  if (zone !== undefined && more.length === 0) {
    if (zone.join(' ') === 'LOCAL') return call('timezone', [value]);
    return zone[0] === 'TIME' && zone[1] === 'ZONE' ? call('timezone', [zone.slice(2), value]) : null;
  }
  const ranges = splitAt(inner, ['OVERLAPS']);
  if (ranges.length !== 2 || !ranges.every((range) => range[0] === '(')) return null;
  return call(
    'overlaps',
    ranges.flatMap((range) => splitAt(range.slice(1, -1), [','])),
  );
}

function call(name: string, parts: string[][]): string[] {
  return [name, '(', ...parts.flatMap((part, at) => [...(at > 0 ? [','] : []), ...bare(part)]), ')'];
}

/** At these words, outside of parentheses. */
function splitAt(tokens: string[], at: string[]): string[][] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === '(' || token === '[') depth += 1;
    if (token === ')' || token === ']') depth -= 1;
    if (depth === 0 && at.includes(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Without the parentheses around all of it, unless it is a row or a query. */
function bare(part: string[]): string[] {
  if (part[0] !== '(' || part.at(-1) !== ')') return part;
  const inner = part.slice(1, -1);
  let depth = 0;
  const isWhole = inner.every((token) => {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    return depth >= 0;
  });
  const isMore = splitAt(inner, [',']).length > 1 || ['SELECT', 'WITH', 'VALUES'].includes(inner[0] ?? '');
  return isWhole && !isMore ? bare(inner) : part;
}
