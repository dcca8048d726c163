import pRetry, { AbortError } from 'p-retry';
import type { SignedService } from './endpoint.ts';
import { signedFetch } from './signed-fetch.ts';

/** What is told to a service, by its JSON protocol (AWS JSON 1.1). */
export interface Telling {
  service: SignedService;
  /** "CodePipeline_20150709.PutJobSuccessResult" */
  target: string;
  input: object;
  /** errors that mean that it was told before: by an attempt whose answer was lost, or by an event that came twice */
  before: string[];
}

/** What passes by itself. https://docs.aws.amazon.com/codepipeline/latest/APIReference/CommonErrors.html */
const passing =
  /Throttl|TooManyRequests|RequestLimitExceeded|ServiceUnavailable|InternalFailure|ConcurrentModification/;

/** Nobody waits for longer than this for a service that is down. */
const mostMs = 60_000;

/**
 * Tells a service something, and again with growing pauses while it is out of reach, overloaded or broken, until
 * `deadline` (as Date.now()), a minute at most.
 * @throws Error that says which service did not take what, and why
 */
export async function tell(telling: Telling, deadline: number): Promise<void> {
  await untilTaken(() => tellOnce(telling), deadline);
}

/** Tries again what passes; an AbortError ends it. */
export async function untilTaken(attempt: () => Promise<void>, deadline: number): Promise<void> {
  const maxRetryTime = Math.max(1, Math.min(mostMs, deadline - Date.now()));
  await pRetry(attempt, { retries: 12, minTimeout: 200, maxTimeout: 10_000, randomize: true, maxRetryTime });
}

async function tellOnce({ service, target, input, before }: Telling): Promise<void> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const answer = await signedFetch(service, '/', { method: 'POST', headers, body: JSON.stringify(input), attempts: 1 });
  const text = await answer.text();
  if (answer.ok) return;
  const { type, message } = errorIn(text);
  if (before.includes(type)) return;
  const error = new Error(
    `${service} did not take ${target.split('.')[1]}: ${answer.status} ${type} ${message}`.trim(),
  );
  throw answer.status >= 500 || answer.status === 429 || passing.test(type) ? error : new AbortError(error);
}

/** `{"__type": "com.amazonaws.codepipeline#JobNotFoundException", "message": "..."}` */
function errorIn(text: string): { type: string; message: string } {
  try {
    const { __type = '', message, Message } = JSON.parse(text) as Record<string, string>;
    return { type: __type.replace(/^.*#/, ''), message: message ?? Message ?? '' };
  } catch {
    return { type: '', message: '' };
  }
}
