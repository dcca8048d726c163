import { ulid } from 'ulid';
import type { Who } from '../invocation/authentication.ts';
import type { Deferred, DeliveryMark } from '../invocation/caller.ts';
import type { HttpAnswer } from '../invocation/http.ts';
import type { Operation, Result } from '../model/report.ts';
import type { Archive } from '../publish/archive/archive.ts';
import { carryOut, conclude } from './carry-out.ts';
import type { Desk, Door, ProvenErrand } from './desk.ts';
import { reviewLater } from './github/review.ts';
import { logFailure, placeOf } from './line.ts';
import { HttpError, notKept } from './problem.ts';
import { answerKey, underWay } from './records.ts';
import type { Wish } from './wish.ts';

/** Answers 202 where the answer can be kept; null where it cannot, and the preference is ignored (RFC 7240). */
export async function promised(
  { ask }: Wish,
  mark: DeliveryMark | null,
  errand: ProvenErrand,
): Promise<HttpAnswer | null> {
  const { operation, desk, door, who } = errand;
  if (desk.archive === null) return null;
  const reportId = `${operation}-${ulid()}`;
  const location = `${door.base}/reports/${reportId}`;
  try {
    await desk.archive.write(answerKey(operation, reportId), underWay('waiting', ''));
    await door.later({ reportId, ask, who: who.name, delivery: mark });
  } catch (error) {
    if (error instanceof HttpError) {
      if (mark) await conclude(mark, null, desk);
      throw error;
    }
    desk.log.error('nothing can be left for later', { reportId, error: String(error) });
    // What was sent may have come through all the same: whoever claims it first carries it out.
    if (await begins(desk.archive, operation, reportId).catch(() => true)) return null;
  }
  desk.log.info('to be answered later', { ...placeOf(errand), status: 202, reportId });
  const headers = { location, 'preference-applied': 'respond-async', 'retry-after': '2' };
  return {
    status: 202,
    headers: { 'content-type': 'application/json', ...notKept, ...headers },
    body: JSON.stringify({ location }),
  };
}

/**
 * Carries out what was left for later, and keeps its answer, or tells GitHub.
 * @throws AgainError only where GitHub could not be told
 */
export async function answerLater(
  deferred: Deferred,
  operation: Operation,
  { desk, door }: { desk: Desk; door: Door },
): Promise<void> {
  const { reportId, ask, delivery } = deferred;
  const who: Who = { name: deferred.who, identity: '', signedId: null };
  const errand = { operation, desk, door, who };
  const place = placeOf(errand);
  const { archive } = desk;
  if (deferred.callback) return reviewLater(deferred, deferred.callback, errand);
  if (archive === null) return logFailure(desk.log, new Error('there is no archive to keep the answer in'), place);
  try {
    if (operation !== 'check' && !(await begins(archive, operation, reportId))) {
      return desk.log.info('begun before: not carried out again', { ...place, reportId });
    }
    const running = archive.write(answerKey(operation, reportId), underWay('running', ''));
    await running.catch((error: unknown) => desk.log.error('a run could not be remembered', { error: String(error) }));
    const result = await carryOut({ ask, always200: false, later: true }, delivery, errand);
    await keep(archive, { operation, reportId }, { state: 'done', result });
  } catch (error) {
    logFailure(desk.log, error, place);
    await keep(archive, { operation, reportId }, { state: 'released', result: null }).catch(() => {});
  }
}

/** Lambda may deliver an event twice. */
function begins(archive: Archive, operation: Operation, reportId: string): Promise<boolean> {
  return archive.claim(`${answerKey(operation, reportId)}.begun`, '{}');
}

async function keep(
  archive: Archive,
  { operation, reportId }: { operation: Operation; reportId: string },
  record: { state: 'done' | 'released'; result: Result | null },
): Promise<void> {
  const text = JSON.stringify({ startedAt: Date.now(), fingerprint: '', ...record });
  await archive.write(answerKey(operation, reportId), text);
}
