import { authenticated, type Keys, type Who } from '../invocation/authentication.ts';
import type { HttpCall } from '../invocation/http.ts';
import { UnauthorizedError } from '../model/errors.ts';
import type { Operation } from '../model/report.ts';
import type { Keyring } from './keyring.ts';
import { HttpError } from './problem.ts';

const none: Keys = { bearer: [], webhook: [] };

/**
 * Who calls. Keys that do not fit are read anew before that is the answer: they may have been rotated just now.
 * @throws UnauthorizedError, or HttpError 503 where the keys cannot be read
 */
export async function identify(call: HttpCall, operation: Operation, keyring: Keyring): Promise<Who> {
  // Whom AWS let in needs no keys of ours.
  if (call.iam !== null) return authenticated(call, none, Date.now());
  try {
    return authenticated(call, await readable(() => keyring.keys(operation)), Date.now());
  } catch (error) {
    if (!(error instanceof UnauthorizedError) || !showsKey(call)) throw error;
    const fresh = await readable(() => keyring.fresh(operation));
    if (fresh === null) throw error;
    return authenticated(call, fresh, Date.now());
  }
}

function showsKey({ headers }: HttpCall): boolean {
  return headers.authorization !== undefined || headers['webhook-signature'] !== undefined;
}

/** Whoever is not let in yet does not learn how the keys are kept: the log does. */
export async function readable<Result>(keys: () => Promise<Result>): Promise<Result> {
  try {
    return await keys();
  } catch (error) {
    const answer = { status: 503, headers: { 'retry-after': '30' }, code: 'usage/unauthorized' };
    const message = 'who calls cannot be told at the moment';
    throw new HttpError(answer, message, 'call again; the log of the service says what is wrong', { cause: error });
  }
}
