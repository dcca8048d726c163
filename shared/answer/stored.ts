import type { HttpAnswer, HttpCall } from '../invocation/http.ts';
import type { Operation } from '../model/report.ts';
import type { Archive } from '../publish/archive/archive.ts';
import type { Errand } from './desk.ts';
import { HttpError, notKept } from './problem.ts';
import { answerKey, type CallRecord, isUnderWay, longestRunMs, recordAt } from './records.ts';
import { resultAnswer } from './result-answer.ts';
import { alwaysOk } from './wish.ts';

/** The id in `/reports/<id>`; null where the call is about no report. Where that path lies differs from door to door. */
export function reportIdIn({ path }: HttpCall): string | null {
  return /\/reports\/([^/]+)$/.exec(path)?.[1] ?? null;
}

/** The operation that an id of a report is of: its keys let its callers in. */
export function operationOf(reportId: string): Operation | null {
  const name = /^(check|fix|verify)-[0-9A-Z]{26}$/.exec(reportId)?.[1];
  return (name as Operation | undefined) ?? null;
}

/** The answer to a call that nobody waited for; 202 again while it is being carried out. */
export async function storedAnswer(
  call: HttpCall,
  reportId: string,
  { operation, desk, door }: Errand,
): Promise<HttpAnswer> {
  const always200 = alwaysOk(call.query);
  const known = operationOf(reportId) === operation && desk.archive !== null;
  const record = known && desk.archive ? await kept(desk.archive, answerKey(operation, reportId)) : null;
  if (record === null) {
    throw new HttpError({ status: 404 }, 'there is no report of that id', 'take the address from "location" of a 202');
  }
  if (record.result) return resultAnswer(record.result, { always200 }, door);
  if (!isUnderWay(record, longestRunMs(desk.settings))) throw lost();
  return {
    status: 202,
    headers: { 'content-type': 'application/json', ...notKept, 'retry-after': '2' },
    body: JSON.stringify({ location: call.path }),
  };
}

async function kept(archive: Archive, key: string): Promise<CallRecord | null> {
  try {
    return await recordAt(archive, key);
  } catch (error) {
    const answer = { status: 503, headers: { 'retry-after': '10' }, code: 'target/interrupted' };
    const next = 'ask again; the log of the service says what is wrong';
    throw new HttpError(answer, 'the report cannot be looked up at the moment', next, { cause: error });
  }
}

function lost(): HttpError {
  const answer = { status: 503, headers: { 'retry-after': '30' }, code: 'target/interrupted' };
  return new HttpError(answer, 'the run never came to its end', 'call again');
}
