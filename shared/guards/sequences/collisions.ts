import type { SequenceSettings } from '../../model/settings.ts';
import type { Answer, Statement } from '../../session/each.ts';
import type { Session } from '../../session/session.ts';
import { callsThrough, farthestOf, isPast, nextValue, ownEnd } from './arithmetic.ts';
import { armsOf, weightOf } from './arms.ts';
import { farStatement, nearStatement } from './collision-sql.ts';
import type { Sequence } from './sequence.ts';
import { eachWhole } from './torn.ts';
import { mostLocks, reasonFrom } from './values.ts';
import { readWideCollision } from './wide-collisions.ts';

/**
 * For the suspects, those with rows at or past the next value (few), finds the first value that will collide, and how
 * far the rows go on from there. One round trip; more only for tables in hundreds of partitions.
 *
 * The value is read again in the same statement, and so after the rows that it sees: rows that came in through the
 * sequence since are never taken for rows ahead of it.
 */
export async function readCollisions(
  session: Session,
  sequences: Sequence[],
  settings: SequenceSettings,
): Promise<void> {
  const suspects = sequences.filter(isSuspect);
  const wide = suspects.filter((sequence) => weightOf(armsOf(sequence)) > mostLocks);
  const asked = suspects.filter((sequence) => !wide.includes(sequence));
  const answers = await eachWhole(
    session,
    asked.map((sequence) => statementFor(sequence, settings)),
  );
  for (const [index, sequence] of asked.entries()) take(sequence, answers[index] as Answer);
  for (const sequence of wide) await readWideCollision(session, sequence, settings);
}

function statementFor(sequence: Sequence, settings: SequenceSettings): Statement {
  const arms = armsOf(sequence);
  return {
    sql: isNear(sequence, settings)
      ? nearStatement(sequence, arms)
      : farStatement(sequence, arms, { settings, after: null }),
    weight: weightOf(arms) + 1,
  };
}

function take(sequence: Sequence, answer: Answer): void {
  if ('failure' in answer) {
    sequence.collisionUnknown = reasonFrom(answer.failure);
    return;
  }
  const [lastValue, isCalled, ...rest] = answer.cells;
  if (!lastValue) {
    sequence.collisionUnknown = 'somebody alters the sequence at this very moment';
    return;
  }
  sequence.value = { lastValue: BigInt(lastValue), isCalled: isCalled === 't' };
  sequence.collision = isSuspect(sequence) ? collisionFrom(sequence, rest) : null;
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

/** Where only the first was asked for, the farthest of all ends the rows. */
function collisionFrom(sequence: Sequence, cells: (string | null)[]): Sequence['collision'] {
  const [first = null, cluster = farthestOf(sequence), beyond = null, outlier = null] = cells.map((cell) =>
    cell ? BigInt(cell) : null,
  );
  return first === null ? null : { first, cluster, beyond, outlier };
}
