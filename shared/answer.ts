import { carryOut, takenOn } from './answer/carry-out.ts';
import type { Desk, Door, Errand, ProvenErrand } from './answer/desk.ts';
import { identifyGitHub } from './answer/github/identify.ts';
import { answerGitHub } from './answer/github/receive.ts';
import { identify } from './answer/identify.ts';
import { promised } from './answer/later.ts';
import { logFailure, placeOf } from './answer/line.ts';
import { HttpError, problemFrom } from './answer/problem.ts';
import { resultAnswer } from './answer/result-answer.ts';
import { reportIdIn, storedAnswer } from './answer/stored.ts';
import { type Wish, wishOf } from './answer/wish.ts';
import { requestsOf } from './call.ts';
import type { HttpAnswer, HttpCall } from './invocation/http.ts';
import { isFromGitHub } from './invocation/senders/github.ts';
import { NotAllowedError, TooLargeError } from './model/errors.ts';
import type { Operation } from './model/report.ts';

/** A call takes a few hundred bytes, with a manifest a few hundred kilobytes. */
export const largestBody = 1024 * 1024;

/**
 * The HTTP contract: who calls comes first, then what is asked, then the run and its report. It never throws, and
 * writes one line into the log.
 */
export async function answer(
  call: HttpCall,
  operation: Operation,
  at: { desk: Desk; door: Door },
): Promise<HttpAnswer> {
  const { desk } = at;
  let errand: Errand = { operation, ...at };
  try {
    const reportId = reportIdIn(call);
    requirePost(call, reportId !== null);
    if (call.body.length > largestBody) throw tooLarge();
    const github = operation === 'check' && isFromGitHub(call);
    const who = github ? await identifyGitHub(call, desk) : await identify(call, operation, desk.keyring);
    const proven = { ...errand, who };
    errand = proven;
    if (github) return await answerGitHub(call, proven);
    if (reportId !== null) return await asStored(call, reportId, errand);
    return await attend(wishOf(call, who, operation), call, proven);
  } catch (error) {
    const problem = problemFrom(error);
    logFailure(desk.log, error, { ...placeOf(errand), status: problem.status });
    return problem;
  }
}

function requirePost({ method }: HttpCall, isReport: boolean): void {
  const allowed = isReport ? 'GET' : 'POST';
  if (method.toUpperCase() === allowed) return;
  throw new HttpError(
    { status: 405, headers: { allow: allowed } },
    `only ${allowed} is answered here`,
    `use ${allowed}`,
  );
}

export function tooLarge(): TooLargeError {
  const next = 'send one JSON object, as "Call it from your pipeline" in README.md shows';
  return new TooLargeError('usage/too-large', `the body has more than ${largestBody / 1024} KiB`, next);
}

async function attend(wish: Wish, call: HttpCall, errand: ProvenErrand): Promise<HttpAnswer> {
  const { operation, desk, door } = errand;
  // All that can be refused is refused before anything is remembered or promised.
  requestsOf(operation, wish.ask, desk);
  requireNamed(wish, errand);
  const taken = await takenOn(wish, call, errand);
  if ('result' in taken) return asBefore(resultAnswer(taken.result, wish, door), errand, 'the same delivery again');
  if (wish.later) {
    const promise = await promised(wish, taken.mark, errand);
    if (promise !== null) return promise;
  }
  return resultAnswer(await carryOut(wish, taken.mark, errand), wish, door);
}

/** Whoever sees a signed call to check could send it to fix as well: id, time and body are signed, the address is not. */
function requireNamed({ ask }: Wish, { operation, who }: ProvenErrand): void {
  if (operation !== 'fix' || who.signedId === null || Object.hasOwn(ask as object, 'operation')) return;
  const message = 'a signature does not cover the address, so the body of a signed fix has to say what it is';
  throw new NotAllowedError('usage/not-allowed', message, 'add "operation": "fix" to the body, and sign that');
}

async function asStored(call: HttpCall, reportId: string, errand: Errand): Promise<HttpAnswer> {
  return asBefore(await storedAnswer(call, reportId, errand), errand, `the answer ${reportId} was asked for`);
}

/** Logs the line of a call that ran nothing. */
function asBefore(reply: HttpAnswer, errand: Errand, message: string): HttpAnswer {
  errand.desk.log.info(message, { ...placeOf(errand), status: reply.status });
  return reply;
}
