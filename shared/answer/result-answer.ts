import type { HttpAnswer } from '../invocation/http.ts';
import type { Result } from '../model/report.ts';
import { reportsIn } from '../report/result.ts';
import type { Door } from './desk.ts';
import { notKept } from './problem.ts';
import { fitting } from './room.ts';

/** Seconds after which a sender may try again: a fix that is running takes a few, a database that is down some more. */
const busySeconds = 10;
const unknownSeconds = 30;

interface Manner {
  always200: boolean;
}

/**
 * The answer to a call that was carried out, as large as its door lets out. `always200` is for callers that read `ok` from the body and take any other
 * status for a failure of the measurement (Argo Rollouts, Azure Pipelines).
 */
export function resultAnswer(result: Result, wish: Manner, door: Pick<Door, 'name'>): HttpAnswer {
  const { status, headers } = statusOf(result, wish);
  return {
    status,
    headers: { 'content-type': 'application/json', ...notKept, ...headers },
    body: JSON.stringify(fitting(result, door)),
  };
}

/** 5xx and 409 are what senders try again; a block must not be, so it is a 422. */
export function statusOf(result: Result, { always200 }: Manner): Pick<HttpAnswer, 'status' | 'headers'> {
  if (always200 || result.ok) return { status: 200, headers: {} };
  if (result.verdict === 'block') return { status: 422, headers: {} };
  return isBusy(result)
    ? { status: 409, headers: { 'retry-after': String(busySeconds) } }
    : { status: 503, headers: { 'retry-after': String(unknownSeconds) } };
}

/** Another fix runs on one of the databases. */
function isBusy(result: Result): boolean {
  return reportsIn(result).some(({ findings }) => findings.some(({ code }) => code === 'target/busy'));
}
