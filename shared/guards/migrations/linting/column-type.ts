import type { TypeName } from '@pgsql/types';
import { nodeOf } from './names.ts';
import { wordsOf } from './names-list.ts';
import { parse } from './parse.ts';

/** A type as the parser names it: `varchar`, with what stands in its brackets. */
export interface ColumnType {
  name: string;
  /** one of PostgreSQL's own, not made by a person */
  builtin: boolean;
  modifiers: number[];
  array: boolean;
}

/** The type in a parse tree. */
export function typeFrom(type: TypeName | undefined): ColumnType {
  const words = wordsOf(type?.names);
  const name = words.at(-1) ?? '';
  return {
    name,
    builtin: (words.length === 2 && words[0] === 'pg_catalog') || (words.length === 1 && plainNames.has(name)),
    modifiers: (type?.typmods ?? []).map((each) => ('A_Const' in each ? (each.A_Const.ival?.ival ?? 0) : 0)),
    array: (type?.arrayBounds?.length ?? 0) > 0,
  };
}

/** Types of PostgreSQL that its grammar does not qualify by itself. */
const plainNames = new Set(
  'text uuid jsonb bytea date inet cidr macaddr citext money oid xml name tsvector'.split(' '),
);

/** A type as format_type writes it: "character varying(10)"; null where it cannot be read. */
export function typeOf(text: string): ColumnType | null {
  const { statements } = parse(`SELECT NULL::${text}`);
  const target = statements[0] && nodeOf(statements[0], 'SelectStmt')?.targetList?.[0];
  const value = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  return value && 'TypeCast' in value ? typeFrom(value.TypeCast.typeName) : null;
}

/**
 * What ALTER COLUMN TYPE does with the rows that are there. `utc`: it leaves them alone where the session's TimeZone is UTC.
 * Measured by a test against what PostgreSQL does; why: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
 */
export function fate(before: ColumnType, after: ColumnType): 'kept' | 'utc' | 'rewritten' {
  if (before.array !== after.array) return 'rewritten';
  if (before.name === after.name) return sameBase(before, after);
  if (strings.has(before.name) && strings.has(after.name)) {
    return after.modifiers.length === 0 ? 'kept' : 'rewritten';
  }
  if (before.array) return 'rewritten';
  if (before.name === 'cidr' && after.name === 'inet') return 'kept';
  if (before.name === 'xml' && strings.has(after.name) && after.modifiers.length === 0) return 'kept';
  if (moments.has(before.name) && moments.has(after.name))
    return precision(after) >= precision(before) ? 'utc' : 'rewritten';
  return 'rewritten';
}

const strings = new Set(['varchar', 'text', 'citext']);
const moments = new Set(['timestamp', 'timestamptz']);
const withPrecision = new Set([...moments, 'time', 'timetz']);

function sameBase({ name, modifiers: before, array }: ColumnType, after: ColumnType): 'kept' | 'rewritten' {
  const { modifiers } = after;
  if (before.length === modifiers.length && before.every((each, index) => each === modifiers[index])) return 'kept';
  if (array) return modifiers.length === 0 ? 'kept' : 'rewritten';
  if (name === 'varchar' || name === 'varbit')
    return (modifiers[0] ?? Infinity) >= (before[0] ?? Infinity) ? 'kept' : 'rewritten';
  if (name === 'numeric') return widens(before, modifiers) ? 'kept' : 'rewritten';
  if (withPrecision.has(name)) {
    return precision(after) >= precision({ ...after, modifiers: before }) ? 'kept' : 'rewritten';
  }
  return 'rewritten';
}

/** A wider precision of the same scale, or none any more. */
function widens(before: number[], after: number[]): boolean {
  if (after.length === 0) return true;
  return before.length > 0 && (after[0] ?? 0) >= (before[0] ?? 0) && (after[1] ?? 0) === (before[1] ?? 0);
}

/** Digits of the second: six where it does not say. */
function precision({ modifiers }: ColumnType): number {
  return modifiers[0] ?? 6;
}
