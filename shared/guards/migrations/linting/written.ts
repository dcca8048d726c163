import { tokensOf } from './parse.ts';
import type { Name } from './statement.ts';

/** Keywords that columns are often called by, and that need no quotes as a name. */
const harmless = [
  'NAME_P',
  'TYPE_P',
  'VALUE_P',
  'DATA_P',
  'KEY',
  'LEVEL',
  'STATEMENT',
  'VERSION_P',
  'LOCATION',
  'OWNER',
  'ROLE',
];

/** A name as people write it in SQL: quoted only where it has to be. The parser has to be loaded. */
export function written(...path: (string | null)[]): string {
  return path
    .filter((name) => name !== null)
    .map((name) => (plain(name) ? name : `"${name.replaceAll('"', '""')}"`))
    .join('.');
}

/** The name of a relation as people write it. */
export function writtenName({ schema, name }: Name): string {
  return written(schema, name);
}

function plain(name: string): boolean {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) return false;
  const tokens = tokensOf(name);
  return tokens.every((token) => token.name === 'IDENT' || harmless.includes(token.name));
}
