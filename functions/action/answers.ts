import {
  ConnectionError,
  LockstepError,
  NotAllowedError,
  TooLargeError,
  UnauthorizedError,
  UnknownTargetError,
  UsageError,
} from '../../shared/model/errors.ts';
import { worst } from '../../shared/model/finding.ts';
import { type Operation, type Result, resultSchema } from '../../shared/model/report.ts';
import { visible } from '../../shared/report/printable.ts';
import { reportsIn } from '../../shared/report/result.ts';
import { wordsFor } from '../../shared/report/words.ts';
import { withoutCredentials } from '../../shared/request/credentials.ts';

/** An HTTP answer as it came. */
export interface Answer {
  status: number;
  /** names in lower case */
  headers: Record<string, string>;
  body: string;
}

/**
 * What an answer comes to: a report; `later`, where the report will lie; `again`, after so many milliseconds, with what
 * counts when there is no other try.
 */
export type Said =
  | { result: Result }
  | { later: string; afterMs: number }
  | { again: Result | LockstepError; afterMs: number };

/** Where the answer does not say how long. */
export const usualPauseMs = 1_000;
/** Longer than this nobody is made to wait between two tries. */
const longestPauseMs = 60_000;
const passing = [409, 429, 500, 502, 503, 504];

/**
 * Reads the answer of a deployed Lockstep. Only a whole report of the operation that agrees with itself counts as one.
 * @throws LockstepError for a refusal, and for what is no report
 */
export function said(answer: Answer, operation: Operation): Said {
  const afterMs = pauseOf(answer.headers['retry-after']);
  const { location } = answer.headers;
  if (answer.status === 202 && location !== undefined) return { later: location, afterMs };
  const result = resultIn(answer, operation);
  if (result !== null && !isPassing(answer, result)) return { result };
  const what = result ?? refusalOf(answer);
  if (passing.includes(answer.status)) return { again: what, afterMs };
  if (what instanceof LockstepError) throw what;
  return { result: what };
}

/** What could not be told for the sake of the database's state will be no other in a moment; what was out of reach may be. */
function isPassing({ status }: Answer, result: Result): boolean {
  const codes = reportsIn(result).flatMap(({ findings }) => findings.map(({ code }) => code));
  return passing.includes(status) && codes.some((code) => code.startsWith('target/'));
}

/** Seconds, or a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function pauseOf(retryAfter = ''): number {
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Math.min(Math.max(Number.isNaN(ms) ? usualPauseMs : ms, 200), longestPauseMs);
}

/** 200 for what does not block, 422 for what does; whoever asked for it gets 200 for everything. */
function resultIn({ status, body }: Answer, operation: Operation): Result | null {
  const parsed = resultSchema.safeParse(parsedJson(body));
  if (!parsed.success) return null;
  const result = parsed.data;
  const reports = reportsIn(result);
  const agrees =
    result.verdict === worst(reports.map(({ verdict }) => verdict)) &&
    [result, ...reports].every((each) => each.operation === operation && each.ok === isOk(each.verdict));
  return agrees && (result.ok ? status === 200 : [200, 409, 422, 503].includes(status)) ? result : null;
}

function isOk(verdict: Result['verdict']): boolean {
  return verdict === 'pass' || verdict === 'warn';
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const kinds: Record<number, typeof UsageError> = {
  400: UsageError,
  401: UnauthorizedError,
  403: NotAllowedError,
  404: UnknownTargetError,
  413: TooLargeError,
};

/** Why there is no report: in Lockstep's own words where it answered by problem details, else in ours. */
function refusalOf({ status, headers, body }: Answer): LockstepError {
  const { code, detail, next } = (parsedJson(body) ?? {}) as Record<string, unknown>;
  if (typeof code === 'string' && typeof detail === 'string' && wordsFor(code) !== undefined) {
    const message = `the deployed Lockstep refuses (${status}): ${clean(detail)}`;
    const then = typeof next === 'string' ? clean(next) : 'see its log';
    return status < 500 && status !== 409
      ? new (kinds[status] ?? UsageError)(code, message, then)
      : new ConnectionError(code, message, then);
  }
  const type = clean(headers['content-type'] ?? 'nothing that has a type');
  const message = `lambda-url answered ${status} with ${type}, which is no report: ${excerpt(body)}`;
  return new ConnectionError('lockstep/no-report', message, nextFor(status));
}

function nextFor(status: number): string {
  if (status === 401 || status === 403)
    return 'set secret, or AWS credentials that may call the function (lambda:InvokeFunctionUrl)';
  if (status === 404 || (status >= 300 && status < 400)) return 'correct lambda-url; redirections are not followed';
  return 'see whether lambda-url is that of a deployed Lockstep, what stands between, and its log';
}

function excerpt(body: string): string {
  const text = clean(body.slice(0, 2_000))
    .replaceAll(/(\\[nrt]|\s)+/g, ' ')
    .trim();
  return text === '' ? 'it is empty' : text.slice(0, 200);
}

function clean(text: string): string {
  return visible(withoutCredentials(text.slice(0, 2_000)));
}
