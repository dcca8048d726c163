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
  if (before.name === after.name) return sameBase(before, after) ? 'kept' : 'rewritten';
  if (moments.has(before.name) && moments.has(after.name) && !before.array && digits(after.modifiers[0]) === 6)
    return 'utc';
  if (before.array || after.modifiers.length > 0) return 'rewritten';
  if (strings.has(before.name) && (strings.has(after.name) || after.name === 'bpchar')) return 'kept';
  return pairs.has(`${before.name} ${after.name}`) ? 'kept' : 'rewritten';
}

const strings = new Set(['varchar', 'text', 'citext']);
const moments = new Set(['timestamp', 'timestamptz']);
/** Those whose casts are binary coercible (pg_cast.castmethod = 'b') and that somebody may want. */
const pairs = new Set(['cidr inet', 'bit varbit', 'xml text', 'xml varchar', 'xml bpchar', 'int4 oid', 'oid int4']);

/** The same type, with brackets that allow at least as much. */
function sameBase({ name, modifiers: before, array }: ColumnType, { modifiers: after }: ColumnType): boolean {
  if (before.length === after.length && before.every((each, index) => each === after[index])) return true;
  if (array) return after.length === 0;
  if (name === 'numeric') return widens(before, after);
  if (name === 'varchar' || name === 'varbit') return (after[0] ?? Infinity) >= (before[0] ?? Infinity);
  if (name === 'interval')
    return digits(after[1]) >= digits(before[1]) && (after[0] ?? allFields) === (before[0] ?? allFields);
  return name === 'bpchar' ? after.length === 0 : withPrecision.has(name) && digits(after[0]) >= digits(before[0]);
}

/** INTERVAL_FULL_RANGE of PostgreSQL's timestamp.h: not only days, or minutes to seconds. */
const allFields = 0x7fff;
const withPrecision = new Set([...moments, 'time', 'timetz']);

/** A wider precision of the same scale, or none any more. */
function widens(before: number[], after: number[]): boolean {
  if (after.length === 0) return true;
  return before.length > 0 && (after[0] ?? 0) >= (before[0] ?? 0) && (after[1] ?? 0) === (before[1] ?? 0);
}

/** Digits of the second: six where it does not say. */
function digits(precision: number | undefined): number {
  return precision ?? 6;
}
