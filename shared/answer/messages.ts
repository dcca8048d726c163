import { carriedOut, requestsOf } from '../call.ts';
import { type Message, misshapen } from '../invocation/caller.ts';
import { UnexpectedError } from '../model/errors.ts';
import type { Report, Result } from '../model/report.ts';
import { reportsIn } from '../report/result.ts';
import type { Errand } from './desk.ts';
import { logFailure, logResult, placeOf } from './line.ts';
import { fitting } from './room.ts';

/** Thrown to have a message delivered again. What came of it is in the log already. */
export class AgainError extends UnexpectedError {
  override readonly name = 'AgainError';
}

/**
 * Carries out what somebody asks without HTTP, and logs the line of it; the result is as large as Lambda lets out.
 * @throws UsageError where the ask is wrong, or not allowed
 */
export async function told(ask: unknown, errand: Errand): Promise<Result> {
  return fitting(await done(ask, errand), errand.door);
}

async function done(ask: unknown, errand: Errand): Promise<Result> {
  const { operation, desk, door } = errand;
  const began = Date.now();
  const result = await carriedOut(requestsOf(operation, ask, desk), desk, door.house);
  logResult(desk.log, result, { ...placeOf(errand), durationMs: Date.now() - began });
  return result;
}

/**
 * Carries out a message that is delivered again where we throw.
 * @throws UsageError as `told`; AgainError where the message has to come again
 */
export async function notified({ id, text }: Message, errand: Errand): Promise<Result> {
  const result = await done(asked(text), errand);
  if (!comesAgain(result)) return fitting(result, errand.door);
  throw new AgainError(`message ${id} is to be delivered again: ${result.summary}`);
}

/**
 * Carries out the messages of a queue one after the other, and says which are to be delivered again. A queue that keeps
 * their order delivers all again that come after one of those, so they are not begun.
 */
export async function failuresIn(
  messages: Message[],
  inOrder: boolean,
  errand: Errand,
): Promise<{ itemIdentifier: string }[]> {
  const failures: { itemIdentifier: string }[] = [];
  for (const message of messages) {
    const failed = (inOrder && failures.length > 0) || (await fails(message, errand));
    if (failed) failures.push({ itemIdentifier: message.id });
  }
  return failures;
}

async function fails({ id, text }: Message, errand: Errand): Promise<boolean> {
  const { desk, door } = errand;
  if (door.house.signal.aborted) {
    desk.log.error('no time was left for a message', { ...placeOf(errand), message: id });
    return true;
  }
  try {
    return comesAgain(await done(asked(text), errand));
  } catch (error) {
    logFailure(desk.log, error, placeOf(errand));
    return true;
  }
}

function asked(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw misshapen('the message is not JSON');
  }
}

/** What could not be told may be told later; but a fix that was begun is never begun again by itself. */
function comesAgain(result: Result): boolean {
  if (result.verdict !== 'unknown') return false;
  return result.operation !== 'fix' || !reportsIn(result).some(wasBegun);
}

/** A server is known before the lock is taken; guards begin behind it, and one that took no time changed nothing. */
function wasBegun({ guards }: Report): boolean {
  return guards.some(({ examined, durationMs }) => examined > 0 || durationMs > 0);
}
