import type { SequenceSettings } from '../../model/settings.ts';
import type { Answer, Statement } from '../../session/each.ts';
import type { Session } from '../../session/session.ts';
import { callsThrough, comparableFeeds, direction, farthestOf, isPast, nextValue, ownEnd } from './arithmetic.ts';
import type { Sequence, Storage } from './sequence.ts';
import { columnOf, from, reasonFrom } from './values.ts';

/** How often the search for the end of a cluster of rows may go on by `reach` calls. */
const mostHops = 20_000;

/**
 * For the suspects, those with rows at or past the next value (few), finds the first value that will collide, and how
 * far the rows go on from there. One round trip.
 */
export async function readCollisions(
  session: Session,
  sequences: Sequence[],
  settings: SequenceSettings,
): Promise<void> {
  const suspects = sequences.filter(isSuspect).map((sequence) => ({ sequence, near: isNear(sequence, settings) }));
  const answers = await session.each(
    suspects.map(({ sequence, near }) => (near ? firstStatement(sequence) : collisionStatement(sequence, settings))),
  );
  for (const [index, { sequence, near }] of suspects.entries()) {
    const answer = answers[index] as Answer;
    if ('failure' in answer) sequence.collisionUnknown = reasonFrom(answer.failure);
    else sequence.collision = collisionFrom(near ? [...answer.cells, `${farthestOf(sequence)}`] : answer.cells);
  }
}

/** All rows ahead are within reach: none can be a lone value, and the farthest ends them. */
function isNear(sequence: Sequence, settings: SequenceSettings): boolean {
  const farthest = farthestOf(sequence) as bigint;
  return !isPast(sequence, farthest, ownEnd(sequence)) && callsThrough(sequence, farthest) <= BigInt(settings.reach);
}

/** Rows lie ahead within the range; a sequence that cycles meets them again by design. */
function isSuspect(sequence: Sequence): boolean {
  const next = nextValue(sequence);
  const farthest = farthestOf(sequence);
  if (next === null || farthest === null || sequence.cycles) return false;
  return !isPast(sequence, next, farthest) && !isPast(sequence, next, ownEnd(sequence));
}

function collisionFrom(cells: (string | null)[]): Sequence['collision'] {
  const [first = null, cluster = null, beyond = null, outlier = null] = cells.map((cell) =>
    cell ? BigInt(cell) : null,
  );
  return first === null ? null : { first, cluster, beyond, outlier };
}

/** A storage as SQL writes it. */
export interface Arm {
  storage: Storage;
  column: string;
  table: string;
  wholeOnly: boolean;
}

/** The storages that have rows ahead, or within `margin` behind: of a table partitioned by time, the last few. */
export function armsOf(sequence: Sequence, margin = 0n): Arm[] {
  const next = (nextValue(sequence) as bigint) - margin * direction(sequence);
  return comparableFeeds(sequence).flatMap((feed) =>
    feed.storages
      .filter(({ farthest }) => farthest !== null && !isPast(sequence, next, farthest))
      .map((storage) => ({
        storage,
        column: columnOf(feed),
        table: from(storage),
        wholeOnly: feed.numbers?.wholeOnly ?? false,
      })),
  );
}

/** Words of SQL that differ with the sequence's direction. */
function wordsFor(sequence: Sequence) {
  return direction(sequence) > 0n
    ? { near: 'min', far: 'max', round: 'floor', clamp: 'least', from: '>=', to: '<=', step: '+ 1' }
    : { near: 'max', far: 'min', round: 'ceil', clamp: 'greatest', from: '<=', to: '>=', step: '- 1' };
}

/** The first stored value that the sequence hands out. */
function firstStatement(sequence: Sequence): Statement {
  return {
    sql: nearestSql(sequence, { start: big(nextValue(sequence) as bigint), onStride: true }),
    weight: armsOf(sequence).reduce((sum, { storage }) => sum + storage.locks, 0),
  };
}

/** The nearest stored value at or past `start`, of all or of those that lie on the stride: an index probe. */
function nearestSql(sequence: Sequence, { start, onStride }: { start: string; onStride: boolean }): string {
  const { near, round, from: starts, to: ends } = wordsFor(sequence);
  const arms = armsOf(sequence).map(
    ({ column, table, wholeOnly }) => `
      SELECT ${near}(${column})::numeric AS value FROM ${table}
      WHERE ${column} ${starts} ${start} AND ${column} ${ends} ${big(ownEnd(sequence))}
        ${onStride ? strideOf(sequence, column, wholeOnly) : ''}`,
  );
  return `SELECT ${round}(${near}(arm.value))::bigint AS value FROM (${arms.join(' UNION ALL ')}) AS arm`;
}

/** Besides the first value, where the rows end that it is behind of, and what is stored beyond. */
function collisionStatement(sequence: Sequence, settings: SequenceSettings): Statement {
  const { far, step } = wordsFor(sequence);
  const first = firstStatement(sequence);
  const start = `(CASE WHEN rows.ended <> ${big(ownEnd(sequence))} THEN rows.ended ${step} END)`;
  const sql = `
    WITH RECURSIVE first AS (${first.sql}
    ),
    ${hopsSql(sequence, settings)}
    SELECT
      first.value,
      rows.ended,
      (${nearestSql(sequence, { start, onStride: false })}),
      (${nearestSql(sequence, { start, onStride: true })})
    FROM first, (SELECT ${far}(value) AS ended FROM hop) AS rows`;
  return { sql, weight: first.weight };
}

/**
 * From the next value on, the farthest stored value within reach, and again from the value that the sequence hands out
 * after that one, until the gap is too wide. So hand-made ids at the end of the range are told from rows that the
 * sequence is really behind of, whatever their number.
 */
function hopsSql(sequence: Sequence, settings: SequenceSettings): string {
  const { far, round, clamp, from: starts, to: ends } = wordsFor(sequence);
  const next = big(nextValue(sequence) as bigint);
  const end = big(ownEnd(sequence));
  const window = BigInt(settings.reach) * sequence.increment;
  const reached = (start: string) => `${clamp}(${start}::numeric + ${window}, ${end})::bigint`;
  const arms = armsOf(sequence).map(
    ({ column, table }) => `
      SELECT ${far}(${column})::numeric AS value FROM ${table}
      WHERE ${column} ${starts} hop.start AND ${column} ${ends} hop.reached`,
  );
  return `hop (value, start, reached, hops) AS (
      SELECT NULL::bigint, ${next}, ${reached(next)}, 0
      FROM first
      WHERE first.value ${ends} ${reached(next)}
      UNION ALL
      SELECT rows.farthest, later.start, ${reached('later.start')}, hop.hops + 1
      FROM hop
      CROSS JOIN LATERAL (
        SELECT ${round}(${far}(arm.value))::bigint AS farthest FROM (${arms.join(' UNION ALL ')}) AS arm
      ) AS rows
      CROSS JOIN LATERAL (
        SELECT ${clamp}(${next} + (div(rows.farthest::numeric - ${next}, ${sequence.increment}) + 1) * ${sequence.increment}, ${end})::bigint AS start
      ) AS later
      WHERE rows.farthest IS NOT NULL
        AND hop.value IS DISTINCT FROM ${end}
        AND hop.hops < ${mostHops}
    )`;
}

/** Only values that the sequence will hand out collide: rows of another node that counts by twos do not. */
function strideOf(sequence: Sequence, column: string, wholeOnly: boolean): string {
  if (wholeOnly && (sequence.increment === 1n || sequence.increment === -1n)) return '';
  return `AND (${column}::numeric - ${nextValue(sequence)}) % ${sequence.increment} = 0`;
}

/** A bigint literal; -9223372036854775808 would be read as a numeric, and no index used. */
export function big(value: bigint): string {
  return `'${value}'::bigint`;
}
