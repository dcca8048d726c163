import { budgetOf, limitedTo } from './answer/deadline.ts';
import { leftUnder, writeDown } from './answer/deferred.ts';
import type { Desk, Door, Errand } from './answer/desk.ts';
import { concluded } from './answer/gate.ts';
import { answerLater } from './answer/later.ts';
import { logFailure, placeOf } from './answer/line.ts';
import { AgainError, failuresIn, notified, told, VerdictError } from './answer/messages.ts';
import { answer } from './answer.ts';
import { signedFetch } from './aws/signed-fetch.ts';
import { deferredKey } from './invocation/callers/deferred.ts';
import type { HttpCall } from './invocation/http.ts';
import { invocationFrom } from './invocation/invocation.ts';
import { LockstepError, UnexpectedError, UsageError } from './model/errors.ts';
import { silent } from './model/house.ts';
import type { Operation } from './model/report.ts';
import type { Archive } from './publish/archive/archive.ts';
import { withoutCredentials } from './request/credentials.ts';

/** What Lambda says of an invocation. */
export interface LambdaContext {
  awsRequestId: string;
  functionName: string;
  getRemainingTimeInMillis(): number;
}

/**
 * One invocation of a Lambda: who calls, what is to be done, and the answer as that caller wants it. Before the time of
 * the invocation is up the run is cancelled, so that its report, `unknown` for what was not reached, still goes out.
 * @throws Error in words that Lambda shows, without credentials, where a caller that is not HTTP asks what makes no
 *   sense, or where its message is to be delivered again
 */
export async function handle(
  event: unknown,
  context: LambdaContext,
  { operation, desk }: { operation: Operation; desk: Desk },
): Promise<unknown> {
  const remainingMs = context.getRemainingTimeInMillis();
  const stop = new AbortController();
  // A little after the limit of a run, which says better why it ended.
  const timer = setTimeout(() => stop.abort(new DOMException('', 'TimeoutError')), budgetOf(remainingMs) + 200);
  const limited = limitedTo(desk, remainingMs);
  const errand = {
    operation,
    desk: limited,
    door: doorOf(context, stop.signal, { operation, archive: limited.archive }),
  };
  try {
    return await attend(event, errand, remainingMs);
  } catch (error) {
    const isLogged = error instanceof AgainError || error instanceof VerdictError;
    if (!isLogged) logFailure(desk.log, error, placeOf(errand));
    throw shown(error);
  } finally {
    clearTimeout(timer);
  }
}

async function attend(event: unknown, errand: Errand, remainingMs: number): Promise<unknown> {
  const { operation, desk, door: unnamed } = errand;
  const { caller, invocation } = invocationFrom(event);
  const door = Object.assign(unnamed, { name: caller });
  switch (invocation.kind) {
    case 'http': {
      const { call } = invocation;
      return invocation.reply(await answer(call, operation, { desk, door: { ...door, base: baseOf(call) } }));
    }
    case 'deferred':
      return answerLater(await leftUnder(invocation.reportId, operation, desk.archive), operation, { desk, door });
    case 'queue':
      return {
        batchItemFailures: await failuresIn(invocation.messages, invocation.inOrder, { operation, desk, door }),
      };
    case 'notification':
      return notified(invocation.message, { operation, desk, door });
    case 'ask':
      return told(invocation, { operation, desk, door });
    case 'gate':
      return concluded(invocation.gate, { operation, desk, door }, remainingMs);
  }
}

function doorOf(
  { awsRequestId, functionName }: LambdaContext,
  signal: AbortSignal,
  { operation, archive }: { operation: Operation; archive: Archive | null },
): Door {
  return {
    house: { signal, progress: silent },
    name: 'unknown',
    requestId: awsRequestId,
    base: '',
    inTurn: (work) => work(),
    async later(deferred) {
      await writeDown(deferred, operation, archive);
      await invokeLater(functionName, deferred.reportId);
    },
  };
}

/** `/reports/` lies below the path that was called, whatever stage or route stands before us. */
function baseOf({ origin, path }: HttpCall): string {
  return `${origin ?? ''}${path.replace(/\/+$/, '')}`;
}

/** Lambda keeps the event, and invokes this function with it again. */
async function invokeLater(functionName: string, reportId: string): Promise<void> {
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
  const headers = { 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' };
  const body = JSON.stringify({ [deferredKey]: { reportId } });
  const reply = await signedFetch('lambda', path, { method: 'POST', headers, body });
  await reply.body?.cancel();
  if (reply.status === 202) return;
  throw new UnexpectedError(`Lambda answered ${reply.status} to the invocation of ${functionName} by itself`);
}

/** An error as Lambda may show it: its name, what to do next, and a stack that quotes nothing. */
export function shown(error: unknown): Error {
  const known = error instanceof LockstepError;
  const message = error instanceof Error ? error.message : String(error);
  const safe = new Error(withoutCredentials(error instanceof UsageError ? `${message}; ${error.next}` : message));
  safe.name = known ? error.name : 'UnexpectedError';
  const places = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  safe.stack = withoutCredentials([`${safe.name}: ${safe.message}`, ...places].join('\n'));
  return safe;
}
