import { setTimeout as pause } from 'node:timers/promises';
import { ulid } from 'ulid';
import { ConnectionError, InterruptedError, LockstepError, UsageError } from '../../shared/model/errors.ts';
import type { Operation, Result } from '../../shared/model/report.ts';
import { type Answer, type Said, said, usualPauseMs } from './answers.ts';
import { type Call, provenHeaders } from './proof.ts';

/** A deployed Lockstep, and what proves who calls it. */
export interface Service {
  url: string;
  secret: string | undefined;
}

interface Waiting {
  signal: AbortSignal;
  /** how long it is called again */
  mostMs: number;
  /** told before each pause */
  tell(why: string): void;
}

/**
 * An answer takes no longer: what stands between gives up a connection on which nothing comes after four or five minutes.
 * Then the report is asked for later (RFC 7240).
 */
const longestAnswerMs = 200_000;
const mostTries = 4;

/**
 * What a deployed Lockstep answers to `ask`. Called again, within limits, while it is busy or out of reach: the id of the
 * delivery stays, so that fix and verify run once.
 * @throws LockstepError where no report comes of it
 */
export async function asked(
  operation: Operation,
  ask: object,
  { service, waiting }: { service: Service; waiting: Waiting },
): Promise<Result> {
  const url = addressOf(service.url);
  const body = JSON.stringify({ operation, ...ask });
  let call: Call = { url, method: 'POST', headers: { 'content-type': 'application/json' }, body, id: `msg_${ulid()}` };
  const until = Date.now() + waiting.mostMs;
  for (let attempt = 1; ; ) {
    const reply = await answered(call, operation, { service, waiting });
    if ('result' in reply) return reply.result;
    const { afterMs } = reply;
    if ('again' in reply) attempt += 1;
    if (attempt > mostTries || Date.now() + afterMs > until) return lastWord(reply);
    const next = 'later' in reply ? fetching(call, laterAt(reply.later, url)) : patient(call, reply);
    waiting.tell('again' in reply ? wordsOf(reply.again) : 'the report is not there yet');
    await pause(afterMs, undefined, { signal: waiting.signal }).catch(() => Promise.reject(stopped()));
    call = next;
  }
}

function wordsOf(what: Result | LockstepError): string {
  return what instanceof LockstepError ? what.message : what.summary;
}

function lastWord(reply: Exclude<Said, { result: Result }>): Result {
  if ('later' in reply) throw noReport('the deployed Lockstep promised a report, and it did not come in time');
  if (reply.again instanceof LockstepError) throw reply.again;
  return reply.again;
}

function fetching(call: Call, url: URL): Call {
  return { ...call, url, method: 'GET', body: '' };
}

/** A call that took too long is not waited for once more. */
function patient(call: Call, { again }: { again: Result | LockstepError }): Call {
  const tookTooLong = again instanceof LockstepError && again.code === 'target/out-of-time';
  return tookTooLong ? { ...call, headers: { ...call.headers, prefer: 'respond-async' } } : call;
}

/** @throws UsageError where it is no address; it may hold a credential, so it is not repeated */
function addressOf(text: string): URL {
  const url = URL.parse(text);
  const next =
    'give the address of a deployed Lockstep, https://<id>.lambda-url.<region>.on.aws/ or https://<host>/check';
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new UsageError('usage/arguments', 'lambda-url: it is no address of the web', next);
  // The secret goes along, and what is answered decides on a deploy.
  if (url.protocol === 'http:' && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
    throw new UsageError('usage/arguments', 'lambda-url: without TLS others could read the secret', next);
  if (url.username !== '' || url.password !== '')
    throw new UsageError('usage/arguments', 'lambda-url: it holds a user or password', 'put the token into secret');
  return url;
}

/** The secret goes to nobody else. */
function laterAt(location: string, url: URL): URL {
  const later = URL.parse(location, url.href);
  if (later !== null && later.origin === url.origin) return later;
  throw noReport('the deployed Lockstep sends elsewhere for the report, and nobody else is asked');
}

async function answered(
  call: Call,
  operation: Operation,
  { service, waiting }: { service: Service; waiting: Waiting },
): Promise<Said> {
  const headers = await provenHeaders(call, service.secret);
  const { url, method, body } = call;
  const deadline = AbortSignal.timeout(longestAnswerMs);
  const signal = AbortSignal.any([waiting.signal, deadline]);
  let answer: Answer;
  try {
    const reply = await fetch(url, { method, headers, redirect: 'manual', signal, ...(body === '' ? {} : { body }) });
    answer = { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() };
  } catch (error) {
    if (waiting.signal.aborted) throw stopped();
    return { again: deadline.aborted ? tooLong(url) : noAnswer(error, url), afterMs: usualPauseMs };
  }
  return said(answer, operation);
}

function noAnswer(error: unknown, { host }: URL): ConnectionError {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  const why = cause?.code ?? cause?.message ?? message;
  return new ConnectionError(
    'lockstep/unreachable',
    `the deployed Lockstep at ${host} did not answer, or not to the end (${why})`,
    'correct lambda-url, or see its log',
    { cause: error },
  );
}

function tooLong({ host }: URL): InterruptedError {
  const message = `the deployed Lockstep at ${host} did not answer within ${longestAnswerMs / 1000} s`;
  return new InterruptedError('target/out-of-time', message, 'see its log');
}

function stopped(): InterruptedError {
  return new InterruptedError('target/interrupted', 'the workflow was stopped before an answer came', 'run it again');
}

function noReport(message: string): ConnectionError {
  return new ConnectionError('lockstep/no-report', message, 'see its log');
}
