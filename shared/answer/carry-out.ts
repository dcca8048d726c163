import { carriedOut, requestsOf } from '../call.ts';
import type { Who } from '../invocation/authentication.ts';
import type { DeliveryMark } from '../invocation/caller.ts';
import type { HttpCall } from '../invocation/http.ts';
import type { Operation, Result } from '../model/report.ts';
import type { Desk, Door } from './desk.ts';
import { logResult } from './line.ts';
import { HttpError } from './problem.ts';
import { concluded, deliveryOf } from './records.ts';
import { resultAnswer } from './result-answer.ts';
import type { Wish } from './wish.ts';

/** One call, on its way to an answer. */
export interface Errand {
  operation: Operation;
  desk: Desk;
  door: Door;
  who: Who;
}

/**
 * Sees whether the same delivery came before: then its first result counts. Only where a second run would do something
 * a second time: `fix` changes, `verify` uses up values. `check` changes nothing, and whoever asks it again wants to
 * know how things are now.
 */
export async function takenOn(
  { deliveryId }: Wish,
  { body }: HttpCall,
  { operation, desk, who }: Errand,
): Promise<{ result: Result } | { mark: DeliveryMark | null }> {
  const { archive, settings, log } = desk;
  if (archive === null || deliveryId === null || operation === 'check') return { mark: null };
  const longestMs = (settings.limits.totalSeconds + 60) * 1000;
  const incoming = { operation, identity: who.identity, id: deliveryId, body };
  const delivery = await deliveryOf(archive, incoming, longestMs).catch((error: unknown) => {
    // A second run does no harm, an answer that fails for the archive's sake stops a deploy.
    log.error('deliveries cannot be remembered', { error: String(error) });
    return null;
  });
  if (delivery === null) return { mark: null };
  if (delivery.kind === 'new') return { mark: delivery.mark };
  if (delivery.kind === 'repeated') return { result: delivery.result };
  throw delivery.kind === 'running' ? stillRunning() : otherBody();
}

function stillRunning(): HttpError {
  const answer = { status: 409, headers: { 'retry-after': '10' }, code: 'target/busy' };
  return new HttpError(answer, 'the same delivery is being carried out', 'ask again when it is through');
}

function otherBody(): HttpError {
  const message = 'a delivery with this id came before, with another body';
  return new HttpError({ status: 422 }, message, 'give each call an id of its own');
}

/**
 * Carries it out in its turn, and logs the line of the call; whatever comes of it, its delivery is concluded.
 * @throws HttpError where too many wait; UsageError where the ask is wrong
 */
export async function carryOut(ask: unknown, mark: DeliveryMark | null, errand: Errand): Promise<Result> {
  const { operation, desk, door, who } = errand;
  const began = Date.now();
  let result: Result | null = null;
  try {
    result = await door.inTurn(() => carriedOut(requestsOf(operation, ask, desk), desk, door.house));
    const place = { caller: door.name, operation, requestId: door.requestId, who: who.name };
    const { status } = resultAnswer(result, { always200: false });
    logResult(desk.log, result, { ...place, status, durationMs: Date.now() - began });
    return result;
  } finally {
    if (mark) await conclude(mark, result, desk);
  }
}

/** An archive that fails hides no result. */
export async function conclude(mark: DeliveryMark, result: Result | null, { archive, log }: Desk): Promise<void> {
  await archive
    ?.write(mark.key, concluded(mark, result))
    .catch((error: unknown) => log.error('a delivery could not be remembered', { error: String(error) }));
}
