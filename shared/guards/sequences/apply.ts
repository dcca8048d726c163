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

/** For how many times `limits.lockSeconds` a restart goes on asking for its lock; between the tries everybody else goes first. */
const lockTries = 5;

export interface ApplyOptions {
  lockSeconds: number;
  /** hears of each outcome as soon as it is known, so that a run that is stopped can say what it did */
  done(outcome: Outcome): void;
}

/**
 * Does the repairs: all that need no lock in about one round trip, the others each in a transaction of its own.
 */
export async function apply(session: Session, tasks: Task[], { lockSeconds, done }: ApplyOptions): Promise<Outcome[]> {
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
  for (const task of tasks.filter(({ repair }) => repair.method === 'restart'))
    note(await restart(session, task, lockSeconds));
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

async function restart(session: Session, task: Task, lockSeconds: number): Promise<Outcome> {
  const moved = "SELECT current_setting('lockstep.moved', true) AS moved";
  try {
    const answers = await pRetry(() => session.change(task.repair.sql, moved), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 100,
      maxTimeout: 1000,
      maxRetryTime: lockTries * lockSeconds * 1000,
      shouldRetry: ({ error }) => error instanceof StatementError && lockedOut.includes(error.sqlState),
    });
    const [from, to] = String(answers.at(-1)?.[0]?.moved ?? '').split(' ');
    return { ...task, moved: from && to ? { from: BigInt(from), to: BigInt(to) } : null };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { ...task, failure: reasonFrom(error) };
  }
}

/** A lock that did not come free in time, or only at the price of a deadlock. */
const lockedOut = ['55P03', '40P01'];
