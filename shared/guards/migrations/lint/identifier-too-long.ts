import type { LintRule } from '../linting/rule.ts';

/** NAMEDATALEN less the end. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
const mostBytes = 63;

export const identifierTooLong: LintRule = {
  name: 'identifier-too-long',
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'A name of more than 63 bytes is cut.',
  why: 'PostgreSQL cuts the name with a notice that nobody reads. The tool then looks for the whole name and does not find it, and two names that differ only at their end become one: the second CREATE fails, or with IF NOT EXISTS is skipped.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe:
      'CREATE INDEX CONCURRENTLY orders_that_were_placed_by_customers_who_never_came_back_afterwards ON orders (id);',
    safe: 'CREATE INDEX CONCURRENTLY orders_of_lost_customers ON orders (id);',
  },
  judge({ sql }) {
    if (!/[^\s'",.;()]{22}|"[^"]{22}/.test(sql)) return [];
    const long = names(sql).filter((name) => Buffer.byteLength(name) > mostBytes);
    return [...new Set(long)].map((name) => ({
      message: `${name} has ${Buffer.byteLength(name)} bytes, and is cut to ${cut(name)}`,
    }));
  },
};

/** What can be a name: texts and comments are taken out first. */
function names(sql: string): string[] {
  const rest = sql.replaceAll(/'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$|--[^\n]*|\/\*.*?\*\//gs, ' ');
  return [...rest.matchAll(/"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{M}\p{N}_$]*)/gu)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

/** PostgreSQL does not cut a character in two. */
function cut(name: string): string {
  let end = name.length;
  while (Buffer.byteLength(name.slice(0, end)) > mostBytes) end -= 1;
  return name.slice(0, end);
}
