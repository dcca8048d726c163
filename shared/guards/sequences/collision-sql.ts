import type { SequenceSettings } from '../../model/settings.ts';
import { identifier, literal } from '../../session/sql.ts';
import { direction, ownEnd } from './arithmetic.ts';
import type { Arm } from './arms.ts';
import type { Sequence } from './sequence.ts';

/** How often the search for the end of a cluster of rows may go on by `reach` calls. */
const mostHops = 20_000;

/** The next value as `now` read it. */
const next = '(SELECT now.next FROM now)';

/** The value and the first stored one that the sequence hands out: `last_value, is_called, first`. */
export function nearStatement(sequence: Sequence, arms: Arm[]): string {
  return `
    WITH ${nowSql(sequence)}
    SELECT now.last_value, now.is_called, (${nearestSql(sequence, arms, { start: next, onStride: true })})
    FROM now`;
}

/**
 * Besides, where the rows end that it is behind of, and what is stored beyond:
 * `last_value, is_called, first, ended, beyond, outlier`. `after` goes on from a value that is known to be part of them.
 */
export function farStatement(
  sequence: Sequence,
  arms: Arm[],
  { settings, after }: { settings: SequenceSettings; after: bigint | null },
): string {
  const { far, step } = wordsFor(sequence);
  const start = `(CASE WHEN rows.ended <> ${big(ownEnd(sequence))} THEN rows.ended ${step} END)`;
  return `
    WITH RECURSIVE ${nowSql(sequence)},
    first AS (${nearestSql(sequence, arms, { start: next, onStride: true })}),
    ${hopsSql(sequence, arms, { settings, after })}
    SELECT
      now.last_value,
      now.is_called,
      first.value,
      rows.ended,
      (${nearestSql(sequence, arms, { start, onStride: false })}),
      (${nearestSql(sequence, arms, { start, onStride: true })})
    FROM now, first, (SELECT coalesce(${far}(value), ${after === null ? 'NULL' : big(after)}) AS ended FROM hop) AS rows`;
}

/** A bigint literal; -9223372036854775808 would be read as a numeric, and no index used. */
export function big(value: bigint): string {
  return `'${value}'::bigint`;
}

/** Words of SQL that differ with the sequence's direction. */
function wordsFor(sequence: Sequence) {
  return direction(sequence) > 0n
    ? { near: 'min', far: 'max', round: 'floor', clamp: 'least', from: '>=', to: '<=', step: '+ 1' }
    : { near: 'max', far: 'min', round: 'ceil', clamp: 'greatest', from: '<=', to: '>=', step: '- 1' };
}

/** The sequence as it is while the statement runs: a sequence is read as it stands, rows as they were when it began. */
function nowSql(sequence: Sequence): string {
  const { clamp } = wordsFor(sequence);
  const source = sequence.mayRead
    ? `SELECT last_value, is_called FROM ${identifier(sequence.schema, sequence.name)}`
    : `SELECT pg_sequence_last_value(${literal(String(sequence.oid))}::regclass) AS last_value, true AS is_called`;
  return `now AS MATERIALIZED (
      SELECT
        last_value,
        is_called,
        ${clamp}(last_value::numeric + is_called::int * ${sequence.increment}, ${big(ownEnd(sequence))})::bigint AS next
      FROM (${source}) AS value
    )`;
}

/** The nearest stored value at or past `start`, of all or of those that lie on the stride: an index probe. */
function nearestSql(
  sequence: Sequence,
  arms: Arm[],
  { start, onStride }: { start: string; onStride: boolean },
): string {
  const { near, round, from: starts, to: ends } = wordsFor(sequence);
  const parts = arms.map(
    ({ column, table, wholeOnly }) => `
      SELECT ${near}(${column})::numeric AS value FROM ${table}
      WHERE ${column} ${starts} ${start} AND ${column} ${ends} ${big(ownEnd(sequence))}
        ${onStride ? strideOf(sequence, column, wholeOnly) : ''}`,
  );
  return `SELECT ${round}(${near}(arm.value))::bigint AS value FROM (${parts.join(' UNION ALL ')}) AS arm`;
}

/**
 * From the next value on, the farthest stored value within reach, and again from the value that the sequence hands out
 * after that one, until the gap is too wide. So hand-made ids at the end of the range are told from rows that the
 * sequence is really behind of, whatever their number.
 */
function hopsSql(
  sequence: Sequence,
  arms: Arm[],
  { settings, after }: { settings: SequenceSettings; after: bigint | null },
): string {
  const { far, round, clamp, from: starts, to: ends } = wordsFor(sequence);
  const { increment } = sequence;
  const end = big(ownEnd(sequence));
  const reached = (start: string) =>
    `${clamp}(${start}::numeric + ${BigInt(settings.reach) * increment}, ${end})::bigint`;
  const following = (value: string) =>
    `${clamp}(${next} + (div(${value}::numeric - ${next}, ${increment}) + 1) * ${increment}, ${end})::bigint`;
  const begin = after === null ? next : following(big(after));
  const parts = arms.map(
    ({ column, table }) => `
      SELECT ${far}(${column})::numeric AS value FROM ${table}
      WHERE ${column} ${starts} hop.start AND ${column} ${ends} hop.reached`,
  );
  return `hop (value, start, reached, hops) AS (
      SELECT NULL::bigint, ${begin}, ${reached(begin)}, 0
      FROM first
      WHERE ${after === null ? `first.value ${ends} ${reached(next)}` : `${big(after)} <> ${end}`}
      UNION ALL
      SELECT rows.farthest, later.start, ${reached('later.start')}, hop.hops + 1
      FROM hop
      CROSS JOIN LATERAL (
        SELECT ${round}(${far}(arm.value))::bigint AS farthest FROM (${parts.join(' UNION ALL ')}) AS arm
      ) AS rows
      CROSS JOIN LATERAL (SELECT ${following('rows.farthest')} AS start) AS later
      WHERE rows.farthest IS NOT NULL
        AND hop.value IS DISTINCT FROM ${end}
        AND hop.hops < ${mostHops}
    )`;
}

/** Only values that the sequence will hand out collide: rows of another node that counts by twos do not. */
function strideOf(sequence: Sequence, column: string, wholeOnly: boolean): string {
  if (wholeOnly && (sequence.increment === 1n || sequence.increment === -1n)) return '';
  return `AND (${column}::numeric - ${next}) % ${sequence.increment} = 0`;
}
