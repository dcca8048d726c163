import type { Node, RangeVar } from '@pgsql/types';
import type { Name, Statement } from './statement.ts';

/** A statement's node where it is of that kind: `nodeOf(statement, 'IndexStmt')`. */
export function nodeOf<Kind extends string>(
  { node }: Pick<Statement, 'node'>,
  kind: Kind,
): Extract<Node, Record<Kind, unknown>>[Kind] | null {
  return ((node as Record<string, unknown>)[kind] as Extract<Node, Record<Kind, unknown>>[Kind] | null) ?? null;
}

/** The relation that a parse tree names. */
export function nameFrom(relation: RangeVar | undefined): Name {
  return { schema: relation?.schemaname ?? null, name: relation?.relname ?? '' };
}

/** A name for a sentence: `users`, `billing.users`. */
export function inWords({ schema, name }: Name): string {
  return schema === null ? name : `${schema}.${name}`;
}
