import { carriedOut, requestsOf } from '../call.ts';
import { type Message, misshapen } from '../invocation/caller.ts';
import { mayComeAgain, sentenceOf } from '../invocation/gate.ts';
import { UnexpectedError } from '../model/errors.ts';
import type { Result } from '../model/report.ts';
import type { Errand } from './desk.ts';
import { logFailure, logResult, placeOf } from './line.ts';
import { fitting } from './room.ts';

/** Thrown to have a message delivered again. What came of it is in the log already. */
export class AgainError extends UnexpectedError {
  override readonly name = 'AgainError';
}

/**
 * Thrown where a caller wants an error for every verdict that does not let a deploy go ahead. Its name says which, as Step
 * Functions tell errors apart by that. What came of it is in the log already.
 */
export class VerdictError extends UnexpectedError {
  override readonly name: string;

  constructor(result: Result) {
    super(sentenceOf({ kind: 'told', result, again: false }));
    this.name = result.verdict === 'block' ? 'LockstepBlocked' : 'LockstepUnknown';
  }
}

/**
 * Carries out what somebody asks without HTTP, and logs the line of it; the result is as large as Lambda lets out.
 * @throws UsageError where the ask is wrong, or not allowed; VerdictError where it `throws`, and the verdict is block or
 *   unknown
 */
export async function told(
  { ask, throws = false }: { ask: unknown; throws?: boolean },
  errand: Errand,
): Promise<Result> {
  const result = await done(ask, errand);
  if (throws && !result.ok) throw new VerdictError(result);
  return fitting(result, errand.door);
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
  if (!mayComeAgain(result)) return fitting(result, errand.door);
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
    return mayComeAgain(await done(asked(text), errand));
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
