import { canonicalTokens } from './canonical.ts';
import { tokensOf } from './tokens.ts';

/**
 * The default of a column of this type, in a form that does not depend on what a constant is cast to first: it becomes the
 * column's type all the same. NULL is no default, but of a domain: it is in place of the domain's own. Its name has a schema,
 * as those of all types that are not the server's own.
 */
export function canonicalDefault(expression: string, type: string): string {
  const tokens = bare(canonicalTokens(tokensOf(expression)));
  const { constant, cast } = castOf(tokens);
  if (constant === 'NULL' && cast !== undefined && !type.includes('.')) return '';
  const base = type.replace(/\(.*?\)/, '');
  if (cast !== undefined && constant !== undefined && isLost(constant, { cast, type: base }))
    return unquoted(constant, base);
  return tokens.length === 1 && isNumeric(base) ? unquoted(tokens[0] ?? '', base) : elementsOf(tokens, base).join(' ');
}

const isText = (type: string) => ['text', 'character varying', 'character', 'bpchar'].includes(type);
const isNumeric = (type: string) =>
  ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'].includes(type);

/** Without the parentheses around all of it. */
function bare(tokens: string[]): string[] {
  const isAlone = tokens[0] === '(' && tokens.indexOf(')') === tokens.length - 1;
  return isAlone ? bare(tokens.slice(1, -1)) : tokens;
}

/** Of `'x' ::text`, `( 1 ) :: numeric`, ...: what is cast to what; nothing where it is not one constant. */
function castOf(tokens: string[]): { constant?: string; cast?: string } {
  const at = tokens.findIndex((token) => token.startsWith('::'));
  const constant = bare(tokens.slice(0, Math.max(at, 0)));
  if (constant.length !== 1 || !/^('|E'|\d|NULL$)/.test(constant[0] ?? '')) return {};
  const cast = [tokens[at]?.slice(2) ?? '', ...tokens.slice(at + 1)].join(' ').trim();
  return { constant: constant[0] ?? '', cast };
}

function isLost(constant: string, { cast, type }: { cast: string; type: string }): boolean {
  const text = unquoted(constant, 'numeric');
  if (isNumeric(type) && isNumeric(cast))
    return /^-?\d+$/.test(text) || (/^-?\d+\.\d+$/.test(text) && cast === 'numeric');
  if (isText(type)) return isText(cast) && (cast !== 'bpchar' || !/ 'E?$/.test(constant));
  return type.endsWith('[]') && isText(type.slice(0, -2)) && cast.endsWith('[]') && isText(cast.slice(0, -2));
}

function unquoted(constant: string, type: string): string {
  return isNumeric(type) && /^'-?[\d.]+'$/.test(constant) ? constant.slice(1, -1) : constant;
}

/** `ARRAY['x'::text]` of a `character varying[]`: without the casts. */
function elementsOf(tokens: string[], type: string): string[] {
  if (tokens[0] !== 'ARRAY' || !type.endsWith('[]') || !isText(type.slice(0, -2))) return tokens;
  return tokens.filter((token) => token !== '::text' && token !== '::character varying');
}
