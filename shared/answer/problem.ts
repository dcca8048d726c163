import { STATUS_CODES } from 'node:http';
import type { HttpAnswer } from '../invocation/http.ts';
import { LockstepError, UnexpectedError, UsageError } from '../model/errors.ts';
import { withoutCredentials } from '../request/credentials.ts';

/** What HTTP itself asks to be refused in its own way: a method, a type of content, a call that came too early. */
export class HttpError extends UsageError {
  override readonly name = 'HttpError';
  override readonly httpStatus: number;
  readonly headers: Record<string, string>;

  constructor(
    answer: { status: number; headers?: Record<string, string>; code?: string },
    message: string,
    next: string,
    options?: ErrorOptions,
  ) {
    super(answer.code ?? 'usage/arguments', message, next, options);
    this.httpStatus = answer.status;
    this.headers = answer.headers ?? {};
  }
}

/** What every answer has: nobody may keep it. */
export const notKept = { 'cache-control': 'no-store' };

/** An error as problem details (RFC 9457). Of a mistake of our own it says nothing but that it is one. */
export function problemFrom(error: unknown): HttpAnswer {
  const known = error instanceof LockstepError && !(error instanceof UnexpectedError) ? error : unexpected;
  const { httpStatus: status, code, message, next } = known;
  const title = STATUS_CODES[status] ?? 'Error';
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...notKept, ...headersFor(known) },
    body: JSON.stringify({ title, status, code, detail: withoutCredentials(message), next }),
  };
}

const unexpected = new UnexpectedError('Lockstep made a mistake of its own; its log says which');

function headersFor(error: LockstepError): Record<string, string> {
  if (error instanceof HttpError) return error.headers;
  if (error.httpStatus === 401) return { 'www-authenticate': 'Bearer realm="lockstep"' };
  return error.httpStatus === 503 || error.httpStatus === 409 ? { 'retry-after': '30' } : {};
}
