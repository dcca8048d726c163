import { LockstepError } from '../model/errors.ts';
import type { Log } from '../model/house.ts';
import type { Result } from '../model/report.ts';
import { reportsIn } from '../report/result.ts';
import { withoutCredentials } from '../request/credentials.ts';
import type { Errand } from './desk.ts';

/** What the line of a call says beside its result; never a header, a body or a key. */
export interface Place {
  caller: string;
  operation: string;
  requestId: string;
  /** null where that is not proven */
  who: string | null;
}

export function placeOf({ operation, door, who }: Errand): Place {
  return { caller: door.name, operation, requestId: door.requestId, who: who?.name ?? null };
}

/** The one line of a call that was carried out. */
export function logResult(log: Log, result: Result, place: Place & { status?: number; durationMs: number }): void {
  const reports = reportsIn(result);
  log.info(result.summary, {
    ...place,
    targets: reports.map(({ target }) => target.name),
    verdict: result.verdict,
    id: result.id,
    roundTrips: reports.reduce((sum, { roundTrips }) => sum + roundTrips, 0),
  });
}

/** The one line of a call that was refused or failed. Here, and only here, it says why somebody was not let in. */
export function logFailure(log: Log, error: unknown, place: Place & { status?: number }): void {
  const known = error instanceof LockstepError;
  const message = withoutCredentials(`${textOf(error)}${known && error.httpStatus !== 400 ? causeOf(error) : ''}`);
  const fields = { ...place, code: known ? error.code : 'lockstep/failed' };
  if (known && error.httpStatus < 500) log.info(`refused: ${message}`, fields);
  else log.error(known ? message : `a mistake of our own: ${message}`, { ...fields, ...(known ? {} : stackOf(error)) });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function causeOf({ cause }: LockstepError): string {
  return cause === undefined ? '' : `: ${textOf(cause)}`;
}

/** Where it was thrown: the first line of a stack is the message again. */
function stackOf(error: unknown): { stack?: string } {
  const stack = error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
  return stack ? { stack: withoutCredentials(stack.slice(0, 8).join('\n')) } : {};
}
