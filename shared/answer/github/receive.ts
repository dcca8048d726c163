import { ulid } from 'ulid';
import type { DeliveryMark } from '../../invocation/caller.ts';
import type { HttpAnswer, HttpCall } from '../../invocation/http.ts';
import { deliveryOf, type WaitingDeployment, waitingDeployment } from '../../invocation/senders/github.ts';
import { NotAllowedError } from '../../model/errors.ts';
import { conclude, otherBody } from '../carry-out.ts';
import type { ProvenErrand } from '../desk.ts';
import { placeOf } from '../line.ts';
import { HttpError, notKept } from '../problem.ts';
import { attemptOf } from '../records.ts';

/** After so long a delivery that comes again begins again: the first one may have died with its process, and never says so. */
const lostAfterMs = 60_000;

/**
 * Answers a delivery of GitHub: 202 once it is certain that the deployment is checked, and GitHub told the verdict; 200 where
 * nothing is asked, so that GitHub shows no failure. The same delivery again begins nothing within a minute of the first one,
 * unless that is over; then it is checked anew: it is sent by a hand, because the first answer got lost or something was repaired.
 * @throws UsageError, NotAllowedError, HttpError where it is refused
 */
export async function answerGitHub(call: HttpCall, errand: ProvenErrand): Promise<HttpAnswer> {
  const { settings } = errand.desk;
  const id = deliveryOf(call);
  const waiting = settings.github ? waitingDeployment(call, settings.github.api) : null;
  if (waiting === null) return reply(200, 'nothing to do: this asks for no decision on a deployment', errand);
  requireKnown(waiting.callback.repository, settings.github?.repositories);
  const mark = await begun(call, id, errand);
  if (mark === 'running')
    return reply(202, 'this delivery is being carried out; a minute later it would begin again', errand);
  await leave(waiting, mark, errand);
  return reply(202, `the check for ${waiting.callback.environment} begins, and GitHub is told the verdict`, errand);
}

/** Patterns hold no letter that a regular expression takes for another one but the dot: githubSettingsSchema. */
function requireKnown(repository: string, patterns: string[] | undefined): void {
  const fits = (pattern: string) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`, 'i').test(repository);
  if (patterns === undefined || patterns.some(fits)) return;
  const next = 'add it there, or take the app off the repository';
  throw new NotAllowedError('usage/not-allowed', `${repository} is none of github.repositories`, next);
}

/** Null where it cannot be remembered: a second check does no harm. */
async function begun(
  { body }: HttpCall,
  id: string,
  { operation, desk, who }: ProvenErrand,
): Promise<DeliveryMark | 'running' | null> {
  const { archive, log } = desk;
  if (archive === null) return null;
  const incoming = { operation, identity: who.identity, id, body, later: false };
  const attempt = await attemptOf(archive, incoming, lostAfterMs).catch((error: unknown) => {
    log.error('deliveries cannot be remembered', { error: String(error) });
    return { kind: 'new', mark: null } as const;
  });
  if (attempt.kind === 'other-body') throw otherBody();
  if (attempt.kind === 'running') return 'running';
  return attempt.kind === 'new' ? attempt.mark : null;
}

async function leave(
  { callback, deploy }: WaitingDeployment,
  mark: DeliveryMark | null,
  { operation, desk, door, who }: ProvenErrand,
): Promise<void> {
  const reportId = `${operation}-${ulid()}`;
  try {
    await door.later({ reportId, ask: { deploy }, who: who.name, delivery: mark, callback });
  } catch (error) {
    if (mark) await conclude(mark, null, desk);
    if (error instanceof HttpError) throw error;
    const answer = { status: 503, headers: { 'retry-after': '30' }, code: 'target/busy' };
    const message = 'the check cannot be left for later';
    throw new HttpError(answer, message, 'redeliver it; the log of the service says what is wrong', { cause: error });
  }
}

function reply(status: number, message: string, errand: ProvenErrand): HttpAnswer {
  errand.desk.log.info(message, { ...placeOf(errand), status });
  return { status, headers: { 'content-type': 'application/json', ...notKept }, body: JSON.stringify({ message }) };
}
