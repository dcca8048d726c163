/**
 * The tokens of a view's definition without the table's name before columns, where its query reads from one table alone.
 * Up to 15, PostgreSQL writes `SELECT t.id FROM t`, and from 16 on `SELECT id FROM t` (in the outermost query only): the same
 * view of two servers differs in nothing else.
 *
 * @see https://www.postgresql.org/docs/16/release-16.html
 */
export function withoutQualifiers(tokens: string[]): string[] {
  const places = placesOf(tokens);
  const [start, end] = fromClause(tokens, places);
  const names = namesIn(tokens.slice(start, end), places.slice(start, end));
  const isQualifier = (at: number) =>
    (at < start || at >= end) &&
    places[at]?.query === 0 &&
    names.has(tokens[at] ?? '') &&
    tokens[at + 1] === '.' &&
    tokens[at - 1] !== '.' &&
    tokens[at + 2] !== '*' &&
    tokens[at + 3] !== '(';
  const isDropped = (at: number) => isQualifier(at) || (tokens[at] === '.' && isQualifier(at - 1));
  return names.size === 0 ? tokens : tokens.filter((_, at) => !isDropped(at));
}

const queries: ReadonlySet<string> = new Set(['SELECT', 'VALUES', 'WITH']);
const ends: ReadonlySet<string> = new Set(
  'WHERE GROUP HAVING WINDOW ORDER LIMIT OFFSET FETCH FOR UNION INTERSECT EXCEPT ;'.split(' '),
);

/** How many parentheses a token is within, and how many of them hold a query. */
interface Place {
  depth: number;
  query: number;
}

function placesOf(tokens: string[]): Place[] {
  const open: boolean[] = [];
  let query = 0;
  return tokens.map((token, at) => {
    if (token === ')' && open.pop()) query -= 1;
    const place = { depth: open.length, query };
    if (token === '(') {
      const isQuery = queries.has(tokens[at + 1] ?? '');
      open.push(isQuery);
      query += isQuery ? 1 : 0;
    }
    return place;
  });
}

function fromClause(tokens: string[], places: Place[]): [start: number, end: number] {
  const start = tokens.findIndex((token, at) => token === 'FROM' && places[at]?.depth === 0) + 1;
  if (start === 0) return [0, 0];
  const end = tokens.findIndex((token, at) => at > start && ends.has(token) && places[at]?.depth === 0);
  return [start, end < 0 ? tokens.length : end];
}

/** What the one table of the clause can be called; nothing where there are several, as PostgreSQL then names them always. */
function namesIn(tokens: string[], places: Place[]): Set<string> {
  const outside = tokens.flatMap((token, at) => (places[at]?.depth === 0 ? [{ token, next: tokens[at + 1] }] : []));
  const isJoin = tokens[0] === '(' && !queries.has(tokens[1] ?? '');
  if (isJoin || outside.some(({ token }) => token === ',' || token === 'JOIN')) return new Set();
  return new Set(outside.flatMap(({ token, next }) => (/^[\p{L}_"]/u.test(token) && next !== '.' ? [token] : [])));
}
