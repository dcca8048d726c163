import pRetry from 'p-retry';
import { InterruptedError, LockstepError } from '../model/errors.ts';
import type { House } from '../model/house.ts';
import type { Limits } from '../model/settings.ts';
import type { Address } from './address.ts';
import type { Connect, Driver } from './drivers/driver.ts';
import { failureFrom, isTransient } from './failures.ts';

/** A refused connection is a server that starts at once or not at all; anything slower may be a database waking up. */
const refusedSeconds = 5;
const attemptSeconds = 15;

export interface Connected {
  driver: Driver;
  connectMs: number;
  attempts: number;
}

/**
 * Connects, trying again with backoff while the server may be starting or waking, up to `limits.connectSeconds`.
 * Connections are retried, statements never.
 * @throws ConnectionError in words; InterruptedError when `house.signal` is aborted.
 */
export async function connect(
  address: Address,
  applicationName: string,
  { limits, house }: { limits: Limits; house: House },
): Promise<Connected> {
  const began = Date.now();
  const elapsed = () => (Date.now() - began) / 1000;
  let attempts = 0;
  let said: unknown;
  const attempt = async () => {
    attempts += 1;
    const left = Math.max(1, limits.connectSeconds - elapsed());
    const timeoutMs = Math.min(attemptSeconds, left) * 1000;
    return open(address, applicationName, { limits, timeoutMs, signal: house.signal }).catch((error: LockstepError) => {
      // PgBouncer says once what is wrong with its server, and keeps the next client waiting.
      if (error.code !== 'target/asleep') said = error;
      throw error.code === 'target/asleep' && said !== undefined && elapsed() >= limits.connectSeconds ? said : error;
    });
  };
  try {
    const driver = await pRetry(attempt, {
      retries: 1000,
      minTimeout: 100,
      maxTimeout: 3000,
      maxRetryTime: limits.connectSeconds * 1000,
      signal: house.signal,
      shouldRetry: ({ error }) =>
        error instanceof LockstepError &&
        isTransient(error) &&
        elapsed() <
          (error.code === 'target/refused' ? Math.min(refusedSeconds, limits.connectSeconds) : limits.connectSeconds),
      onFailedAttempt: () => house.progress.step(`waiting for ${address.host} (attempt ${attempts + 1})`),
    });
    return { driver, connectMs: Date.now() - began, attempts };
  } catch (error) {
    const failure = house.signal.aborted ? interrupted('connecting') : error;
    if (!(failure instanceof LockstepError)) throw failure;
    if (isTransient(failure) && attempts > 1) {
      failure.message += `; tried ${attempts} times in ${Math.round(elapsed())} s`;
    }
    throw Object.assign(failure, { tried: { host: address.host, attempts } });
  }
}

/** What is thrown when the run is stopped while it does `what`. */
export function interrupted(what: string): InterruptedError {
  return new InterruptedError('target/interrupted', `stopped while ${what}; nothing was left half done`, 'run again');
}

async function open(
  address: Address,
  applicationName: string,
  { limits, ...rest }: { limits: Limits; timeoutMs: number; signal: AbortSignal },
): Promise<Driver> {
  const startup = {
    statement_timeout: limits.statementSeconds * 1000,
    lock_timeout: limits.lockSeconds * 1000,
    idle_in_transaction_session_timeout: limits.statementSeconds * 2000,
  };
  const connectOnce = driverFor(address);
  const attempt = { applicationName, ...rest };
  try {
    return await connectOnce(address, { ...attempt, startup: address.pooled ? null : startup });
  } catch (error) {
    // PgBouncer refuses settings at startup (08P01). Each transaction sets its own all the same.
    if (!/unsupported startup parameter/i.test(String((error as Error)?.message))) throw failureFrom(error, address);
  }
  try {
    return await connectOnce(address, { ...attempt, startup: null });
  } catch (error) {
    throw failureFrom(error, address);
  }
}

/** The driver of an address. Each is loaded when it is first needed: together they take as long as all the rest. */
export function driverFor({ driver }: Address): Connect {
  return async (address, options) => {
    const connectOnce =
      driver === 'neon'
        ? (await import('./drivers/neon.ts')).connectWithNeon
        : (await import('./drivers/pg.ts')).connectWithPg;
    // The drivers hear of a stop that comes later.
    options.signal.throwIfAborted();
    return connectOnce(address, options);
  };
}
