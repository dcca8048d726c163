import { LockstepError } from '../model/errors.ts';
import type { House } from '../model/house.ts';
import type { Target } from '../model/request.ts';
import type { Limits } from '../model/settings.ts';
import { type Address, addressFrom } from './address.ts';
import { type Connected, connect, interrupted } from './connect.ts';
import { urlOf } from './credentials.ts';

/**
 * Connects to a target with the credentials that it has now. A password that was rotated after its secret was read is
 * refused: the secret is then read again, once, and tried once more if it holds something else. No password is tried
 * twice, as accounts get locked.
 * @throws ConnectionError, InterruptedError, UsageError `target/bad-url`
 */
export async function connectTo(
  target: Target,
  applicationName: string,
  options: { limits: Limits; house: House },
): Promise<Connected & { address: Address }> {
  const { signal } = options.house;
  const url = await unlessStopped(urlOf(target), signal);
  const open = async (url: string) => {
    const address = addressFrom(url, target.driver);
    return { address, ...(await connect(address, applicationName, options)) };
  };
  try {
    return await open(url);
  } catch (error) {
    if (target.secret === null || !isWrongPassword(error)) throw error;
    const fresh = await unlessStopped(urlOf(target, { fresh: true }), signal).catch(unreadable(error));
    if (fresh === url) throw adding(error, 'the secret was read again, and holds the same credentials');
    return await open(fresh).catch((second: unknown) => {
      throw isWrongPassword(second) ? adding(second, 'the secret was read again, and these are from it') : second;
    });
  }
}

function isWrongPassword(error: unknown): error is LockstepError {
  return error instanceof LockstepError && error.code === 'target/wrong-password';
}

function unreadable(error: LockstepError) {
  return (failure: unknown): never => {
    if (failure instanceof LockstepError && failure.code === 'target/interrupted') throw failure;
    throw adding(error, 'the secret could not be read again');
  };
}

function adding(error: LockstepError, what: string): LockstepError {
  error.message += `; ${what}`;
  return error;
}

/** A secret that is being read is shared with others: only the waiting for it ends. */
async function unlessStopped<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(interrupted('reading the secret'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
