import { carriedOut, requestsOf } from '../call.ts';
import type { DeliveryMark } from '../invocation/caller.ts';
import type { HttpCall } from '../invocation/http.ts';
import type { Result } from '../model/report.ts';
import type { Request } from '../model/request.ts';
import type { Desk, Errand, ProvenErrand } from './desk.ts';
import { logResult, placeOf } from './line.ts';
import { HttpError } from './problem.ts';
import { attemptOf, concluded, longestRunMs, underWay } from './records.ts';
import { statusOf } from './result-answer.ts';
import type { Wish } from './wish.ts';

/**
 * Sees whether the same delivery came before: then its first result counts. Only where a second run would do something
 * a second time: `fix` changes, `verify` uses up values. `check` changes nothing, and whoever asks it again wants to
 * know how things are now.
 */
export async function takenOn(
  { deliveryId, later }: Pick<Wish, 'deliveryId' | 'later'>,
  { body }: Pick<HttpCall, 'body'>,
  { operation, desk, who }: ProvenErrand,
): Promise<{ result: Result } | { mark: DeliveryMark | null }> {
  const { archive, settings, log } = desk;
  if (archive === null || deliveryId === null || operation === 'check') return { mark: null };
  const incoming = { operation, identity: who.identity, id: deliveryId, body, later };
  const attempt = await attemptOf(archive, incoming, longestRunMs(settings)).catch((error: unknown) => {
    // A second run does no harm, an answer that fails for the archive's sake stops a deploy.
    log.error('deliveries cannot be remembered', { error: String(error) });
    return null;
  });
  if (attempt === null) return { mark: null };
  if (attempt.kind === 'new') return { mark: attempt.mark };
  if (attempt.kind === 'repeated') return { result: attempt.result };
  throw attempt.kind === 'running' ? stillRunning() : otherBody();
}

function stillRunning(): HttpError {
  const answer = { status: 409, headers: { 'retry-after': '10' }, code: 'target/busy' };
  return new HttpError(answer, 'the same delivery is being carried out', 'ask again when it is through');
}

/** Its turn came so late that the same delivery may be taken for lost, and be carried out by another. */
function requireSoon({ startedAt }: DeliveryMark, { settings }: Desk): void {
  if (Date.now() - startedAt <= (settings.limits.totalSeconds + 30) * 1000) return;
  const answer = { status: 503, headers: { 'retry-after': '10' }, code: 'target/busy' };
  throw new HttpError(answer, 'the call waited too long for its turn; nothing was run', 'call again a little later');
}

export function otherBody(): HttpError {
  const message = 'a delivery with this id came before, with another body';
  return new HttpError({ status: 400 }, message, 'give each call an id of its own');
}

/**
 * Carries it out in its turn, and logs the line of the call; whatever comes of it, its delivery is concluded.
 * @throws HttpError where too many wait; UsageError where the ask is wrong
 */
export async function carryOut(
  { ask, always200, later }: Pick<Wish, 'ask' | 'always200' | 'later'>,
  mark: DeliveryMark | null,
  errand: Errand,
): Promise<Result> {
  const { operation, desk, door } = errand;
  const began = Date.now();
  let result: Result | null = null;
  try {
    result = await door.inTurn(() => {
      if (mark && !later) requireSoon(mark, desk);
      return begun(requestsOf(operation, ask, desk), mark, errand);
    });
    const { status } = statusOf(result, { always200 });
    logResult(desk.log, result, { ...placeOf(errand), status, durationMs: Date.now() - began });
    return result;
  } finally {
    if (mark) await conclude(mark, result, desk);
  }
}

/** Runs, and has it remembered meanwhile that this began just now: the time until its turn is none that it ran. */
async function begun(requests: Request[], mark: DeliveryMark | null, { desk, door }: Errand): Promise<Result> {
  const remembered = mark && begin(mark, desk);
  try {
    return await carriedOut(requests, desk, door.house);
  } finally {
    await remembered;
  }
}

/** Remembers that it runs from now on. */
export async function begin(mark: DeliveryMark, desk: Desk): Promise<void> {
  await remember(mark, underWay('running', mark.fingerprint), desk);
}

export async function conclude(mark: DeliveryMark, result: Result | null, desk: Desk): Promise<void> {
  await remember(mark, concluded(mark, result), desk);
}

/** An archive that fails hides no result. */
async function remember({ key }: DeliveryMark, record: string, { archive, log }: Desk): Promise<void> {
  await archive
    ?.write(key, record)
    .catch((error: unknown) => log.error('a delivery could not be remembered', { error: String(error) }));
}
