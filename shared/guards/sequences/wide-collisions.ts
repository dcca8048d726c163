import type { SequenceSettings } from '../../model/settings.ts';
import type { Answer } from '../../session/each.ts';
import type { Session } from '../../session/session.ts';
import { isPast } from './arithmetic.ts';
import { type Arm, armsOf, weightOf } from './arms.ts';
import { farStatement } from './collision-sql.ts';
import type { Sequence, Value } from './sequence.ts';
import { eachWhole } from './torn.ts';
import { mostLocks, reasonFrom } from './values.ts';

/** Rows spread over partitions end where all agree; each round at least one partition takes the others further. */
const mostRounds = 30;

/** What one group of partitions says: the value, the first collision, and how the rows go on. */
interface Told {
  value: Value;
  first: bigint | null;
  ended: bigint | null;
  beyond: bigint | null;
  outlier: bigint | null;
}

/**
 * The collision of a sequence whose rows lie in more partitions than may be locked at once: groups of them are asked by
 * themselves, and again from where the farthest of them ended, until none goes further.
 */
export async function readWideCollision(
  session: Session,
  sequence: Sequence,
  settings: SequenceSettings,
): Promise<void> {
  const groups = grouped(armsOf(sequence));
  let first: bigint | null = null;
  let after: bigint | null = null;
  for (let round = 0; round < mostRounds; round += 1) {
    const statements = groups.map((arms) => ({
      sql: farStatement(sequence, arms, { settings, after }),
      weight: weightOf(arms) + 1,
    }));
    const answers = (await eachWhole(session, statements)).map(toldBy);
    const failure = answers.find((answer) => typeof answer === 'string');
    if (failure !== undefined) {
      sequence.collisionUnknown = failure;
      return;
    }
    const told = answers as Told[];
    sequence.value = told.at(-1)?.value ?? sequence.value;
    first ??= nearest(
      sequence,
      told.map((each) => each.first),
    );
    const ended = farthest(
      sequence,
      told.map((each) => each.ended),
    );
    if (first === null) return;
    if (ended === after) {
      const beyond = nearest(
        sequence,
        told.map((each) => each.beyond),
      );
      const outlier = nearest(
        sequence,
        told.map((each) => each.outlier),
      );
      sequence.collision = { first, cluster: after, beyond, outlier };
      return;
    }
    after = ended;
  }
  sequence.collisionUnknown = 'its rows lie too far apart in too many partitions';
}

function grouped(arms: Arm[]): Arm[][] {
  const groups: Arm[][] = [[]];
  for (const arm of arms) {
    const last = groups.at(-1) as Arm[];
    if (last.length > 0 && weightOf(last) + arm.storage.locks > mostLocks) groups.push([arm]);
    else last.push(arm);
  }
  return groups;
}

function toldBy(answer: Answer): Told | string {
  if ('failure' in answer) return reasonFrom(answer.failure);
  const [lastValue, isCalled, ...rest] = answer.cells;
  if (!lastValue) return 'somebody alters the sequence at this very moment';
  const [first = null, ended = null, beyond = null, outlier = null] = rest.map((cell) => (cell ? BigInt(cell) : null));
  return { value: { lastValue: BigInt(lastValue), isCalled: isCalled === 't' }, first, ended, beyond, outlier };
}

function nearest(sequence: Sequence, values: (bigint | null)[]): bigint | null {
  return pick(values, (one, other) => isPast(sequence, other, one));
}

function farthest(sequence: Sequence, values: (bigint | null)[]): bigint | null {
  return pick(values, (one, other) => isPast(sequence, one, other));
}

function pick(values: (bigint | null)[], wins: (one: bigint, other: bigint) => boolean): bigint | null {
  const known = values.filter((value) => value !== null);
  return known.reduce<bigint | null>((best, value) => (best === null || wins(value, best) ? value : best), null);
}
