import type { Answer, Statement } from '../../../session/each.ts';
import { identifier, literal } from '../../../session/sql.ts';
import type { Question } from '../ask.ts';
import type { ValueTable } from './columns.ts';
import { printable } from './printable.ts';
import type { Source } from './source.ts';

/** A column whose values are tried in another type. `wanted` is a type's name as the server itself writes it. */
export interface Candidate {
  table: ValueTable;
  column: string;
  type: string;
  wanted: string;
}

/** What came of trying: how many values, how many of them are refused, and some of these. */
export interface Tried {
  tried: bigint;
  refused: bigint;
  samples: string[];
  whole: boolean;
}

/** What is shown of the values that are refused. */
const mostSamples = 5;
/** Before 16 every value is a statement of its own. */
const mostValues = 500;

const integers = /^(?:smallint|integer|bigint)$/;
const fractions = /^(?:numeric|real$|double precision$)/;

/** The value as text, as the other type would be given it: 10.00 is a whole number, and true is 1. */
function textOf({ column, type, wanted }: Candidate): string {
  const value = `t.${identifier(column)}`;
  if (integers.test(wanted) && fractions.test(type)) return `trim_scale(${value}::numeric)::text`;
  if (integers.test(wanted) && type === 'boolean') return `${value}::int::text`;
  return `${value}::text`;
}

/**
 * Tries every value by the type's own input function, in one reading of the table.
 * https://www.postgresql.org/docs/current/functions-info.html (pg_input_is_valid, from 16 on)
 */
export function triesQuestion(candidate: Candidate, source: Source): Question {
  const sql = `
SELECT
  count(*),
  count(*) FILTER (WHERE NOT n.valid),
  json_agg(left(n.value, 100)) FILTER (WHERE NOT n.valid AND n.refused <= 100)
FROM (
  SELECT v.value, v.valid, count(*) FILTER (WHERE NOT v.valid) OVER (ROWS UNBOUNDED PRECEDING) AS refused
  FROM (
    SELECT x.value, pg_input_is_valid(x.value, ${literal(candidate.wanted)}) AS valid
    FROM (SELECT ${textOf(candidate)} AS value FROM ${source.sql}) x
    WHERE x.value IS NOT NULL
    OFFSET 0
  ) v
) n`;
  return { sql, locks: candidate.table.locks, elsewhere: candidate.table.elsewhere };
}

export function triedFrom(cells: (string | null)[], source: Source): Tried {
  const [tried, refused, samples] = cells;
  return {
    tried: BigInt(tried ?? 0),
    refused: BigInt(refused ?? 0),
    samples: samplesOf(JSON.parse(samples ?? '[]') as string[]),
    whole: source.whole,
  };
}

/** The different values of a column, and how often each is there; for servers before 16. */
export function valuesQuestion(candidate: Candidate, source: Source): Question {
  const sql = `
SELECT json_agg(json_build_array(v.value, v.count))
FROM (
  SELECT x.value, count(*) AS count
  FROM (SELECT ${textOf(candidate)} AS value FROM ${source.sql}) x
  WHERE x.value IS NOT NULL AND octet_length(x.value) <= 10000
  GROUP BY x.value
  ORDER BY count(*) DESC, x.value
  LIMIT ${mostValues + 1}
) v`;
  return { sql, locks: candidate.table.locks, elsewhere: candidate.table.elsewhere };
}

export interface Value {
  text: string;
  count: bigint;
}

export function valuesFrom(cell: string | null): { values: Value[]; every: boolean } {
  const pairs = JSON.parse(cell ?? '[]') as [string, number][];
  const values = pairs.slice(0, mostValues).map(([text, count]) => ({ text, count: BigInt(count) }));
  return { values, every: pairs.length <= mostValues };
}

/**
 * Gives one value to the type's input function. Length counts: a cast would cut what is too long, a record made of JSON
 * refuses it. `wanted` stands where nothing but a type's name may.
 */
export function tryStatement(text: string, wanted: string): Statement {
  const hasLength = /^(?:character|bit)\b[^[]*\(\d+\)$/.test(wanted);
  const sql = hasLength
    ? `SELECT NULL FROM json_to_record(${literal(JSON.stringify({ value: text }))}) AS r (value ${wanted}) WHERE r.value IS NULL`
    : `SELECT NULL WHERE CAST(${literal(text)} AS ${wanted}) IS NULL`;
  return { sql, weight: 1 };
}

/** A value is refused by what is wrong with it (class 22), or by a check of a domain (23). */
export function triedOneByOne(values: Value[], answers: Answer[], whole: boolean): Tried {
  const refused = values.filter((_, at) => {
    const answer = answers[at];
    return answer !== undefined && 'failure' in answer && /^2[23]/.test(answer.failure.sqlState);
  });
  const sum = (some: Value[]) => some.reduce((all, { count }) => all + count, 0n);
  return { tried: sum(values), refused: sum(refused), samples: samplesOf(refused.map(({ text }) => text)), whole };
}

function samplesOf(values: string[]): string[] {
  return [...new Set(values.map(printable))].slice(0, mostSamples);
}
