import { type Gate, mayComeAgain, type Outcome } from '../invocation/gate.ts';
import { LockstepError, UnexpectedError, UsageError } from '../model/errors.ts';
import { withoutCredentials } from '../request/credentials.ts';
import { permitted } from '../request/policy.ts';
import { carryOut, takenOn } from './carry-out.ts';
import { limitedTo } from './deadline.ts';
import type { Errand } from './desk.ts';
import { logFailure, placeOf } from './line.ts';

/** What telling the caller may take, at most: it is tried again while the service that waits for it is overloaded. */
const tellingMs = 20_000;
/** What asking whether anything is to be run may take, at most. */
const skippingMs = 9_000;
/** Lambda's own time to end the invocation. */
const spareMs = 500;

/**
 * Carries out what a gate asks, and tells it how to go on. Whatever goes wrong with us is told as well, so that no
 * deployment waits for an answer that never comes.
 * @throws UnexpectedError where the caller could not be told
 */
export async function concluded(gate: Gate, errand: Errand, remainingMs: number): Promise<unknown> {
  const ends = Date.now() + remainingMs;
  const last = ends - Math.min(spareMs, remainingMs / 20);
  const outcome = await outcomeOf(gate, errand, ends - Math.min(tellingMs, remainingMs / 4));
  try {
    return await gate.conclude(outcome, last);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UnexpectedError(`${errand.door.name} waits and could not be told: ${withoutCredentials(message)}`);
  }
}

async function outcomeOf(gate: Gate, errand: Errand, until: number): Promise<Outcome> {
  const { log } = errand.desk;
  try {
    // No more than a third of the time: the run needs the rest.
    const reason = await gate.skips?.(Date.now() + Math.min(skippingMs, (until - Date.now()) / 3));
    if (reason) {
      log.info(`nothing to run: ${reason}`, { ...placeOf(errand) });
      return { kind: 'not-run', reason };
    }
    return await toldOf(gate, { ...errand, desk: limitedTo(errand.desk, until - Date.now()) });
  } catch (error) {
    logFailure(log, error, placeOf(errand));
    return failureOf(error);
  }
}

async function toldOf(gate: Gate, errand: Errand): Promise<Outcome> {
  const ask = gate.ask(permitted(errand.operation, errand.desk.settings.targets));
  const taken = await onceTaken(ask, gate.id, errand);
  const result =
    'result' in taken ? taken.result : await carryOut({ ask, always200: false, later: false }, taken.mark, errand);
  return { kind: 'told', result, again: mayComeAgain(result) };
}

/**
 * Only a fix must not run a second time. Where the same event is being carried out, its result is waited for: whoever
 * answered first in its place would stop a deployment that goes well.
 */
async function onceTaken(ask: unknown, id: string, errand: Errand): ReturnType<typeof takenOn> {
  const { operation, door } = errand;
  if (operation !== 'fix') return { mark: null };
  const who = { name: door.name, identity: door.name, signedId: null };
  const body = Buffer.from(JSON.stringify(ask));
  for (;;) {
    try {
      return await takenOn({ deliveryId: id, later: false }, { body }, { ...errand, who });
    } catch (error) {
      if (!isUnderWay(error) || door.house.signal.aborted) throw error;
      await new Promise((done) => setTimeout(done, pauseMs));
    }
  }
}

const pauseMs = 1_000;

function isUnderWay(error: unknown): boolean {
  return error instanceof LockstepError && error.code === 'target/busy';
}

function failureOf(error: unknown): Outcome {
  const isKnown = error instanceof LockstepError && !(error instanceof UnexpectedError);
  if (!isKnown) {
    return {
      kind: 'failed',
      message: 'Lockstep made a mistake of its own; its log says which',
      mistaken: false,
      again: false,
    };
  }
  // A call that came too early, or that is under way, is no mistake of whoever asks.
  const mistaken = error instanceof UsageError && error.httpStatus !== 409 && error.httpStatus < 500;
  const message = withoutCredentials(`${error.message}; ${error.next}`);
  return { kind: 'failed', message, mistaken, again: !mistaken };
}
