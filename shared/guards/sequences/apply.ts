import pRetry from 'p-retry';
import { StatementError } from '../../model/errors.ts';
import { type Answer, heaviest } from '../../session/each.ts';
import type { Session } from '../../session/session.ts';
import type { Repair } from './plan.ts';
import type { Sequence } from './sequence.ts';
import { reasonFrom } from './values.ts';

/** A repair to be done, and what became of it: moved from one next value to another, nothing left to do, or refused. */
export interface Task {
  sequence: Sequence;
  repair: Repair;
}
export type Outcome = Task & ({ moved: { from: bigint; to: bigint } | null } | { failure: string });

/** How often a lock on a sequence is tried for; between the tries everybody else goes first. */
const lockTries = 5;

/**
 * Does the repairs: all that need no lock in about one round trip, the others each in a transaction of its own.
 * `done` hears of each as soon as it is known, so that a run that is stopped can say what it did.
 */
export async function apply(session: Session, tasks: Task[], done: (outcome: Outcome) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const note = (outcome: Outcome) => {
    outcomes.push(outcome);
    done(outcome);
    session.progress.advance(outcomes.length, tasks.length);
  };
  const calls = tasks.filter(({ repair }) => repair.method !== 'restart');
  await session.each(
    calls.map(({ repair }) => ({ sql: repair.sql, weight: weightOf(repair) })),
    { mode: 'write', onAnswer: (answer, index) => note(called(calls[index] as Task, answer)) },
  );
  for (const task of tasks.filter(({ repair }) => repair.method === 'restart')) note(await restart(session, task));
  return outcomes;
}

/** A million calls take a third of a second: that much at once is enough for one transaction. */
function weightOf({ from, to }: Repair): number {
  const distance = to > from ? to - from : from - to;
  return Math.min(heaviest, Number(distance) / 2500);
}

function called(task: Task, answer: Answer): Outcome {
  if ('failure' in answer) return { ...task, failure: reasonFrom(answer.failure) };
  const [value] = answer.cells;
  if (!value) return { ...task, moved: null };
  const { from, method } = task.repair;
  const last = BigInt(value);
  return { ...task, moved: { from, to: method === 'setval' ? last : last + task.sequence.increment } };
}

async function restart(session: Session, task: Task): Promise<Outcome> {
  const move = () => session.change(task.repair.sql, "SELECT current_setting('lockstep.moved', true) AS moved");
  try {
    const answers = await pRetry(move, {
      retries: lockTries - 1,
      minTimeout: 100,
      shouldRetry: ({ error }) => error instanceof StatementError && error.sqlState === '55P03',
    });
    const [from, to] = String(answers[1]?.[0]?.moved ?? '').split(' ');
    return { ...task, moved: from && to ? { from: BigInt(from), to: BigInt(to) } : null };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { ...task, failure: reasonFrom(error) };
  }
}
