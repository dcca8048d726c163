import { BusyError, ConnectionError } from '../model/errors.ts';
import type { House } from '../model/house.ts';
import type { Request } from '../model/request.ts';
import type { Address } from './address.ts';
import { connect } from './connect.ts';
import { type Holder, type Lock, lockOver } from './held-lock.ts';

export interface LockOptions {
  /** the application name that the server shows */
  name: string;
  house: House;
}

/** "lockstep" in ASCII */
const lockNumber = BigInt(`0x${Buffer.from('lockstep').toString('hex')}`);

/**
 * The lock of a fix that changes something, which keeps a second one out of the database; nothing for all others. The
 * connection is opened at once, so that it is there when the lock is to be taken.
 */
export function lockFor({ operation, fix, settings }: Request, address: Address, options: LockOptions): Lock {
  if (operation !== 'fix' || fix.dryRun) return none();
  const { limits } = settings;
  const over = new AbortController();
  const signal = AbortSignal.any([options.house.signal, over.signal]);
  const connecting = connect(address, options.name, { limits, house: { ...options.house, signal } });
  const kind = { number: lockNumber, idleSeconds: limits.totalSeconds, busy, lost };
  return lockOver(
    connecting.then(({ driver }) => ({ driver, address })),
    kind,
    { limits, signal, over },
  );
}

function none(): Lock {
  return { take: async () => {}, letGo: async () => {}, lost: new AbortController().signal };
}

/** Another role may not see since when. */
function busy({ seconds }: Holder): BusyError {
  const since = seconds === null ? '' : `, for ${seconds} s so far`;
  return new BusyError(
    'target/busy',
    `another fix runs on this database${since}; nothing was run`,
    'run again when it is through',
  );
}

function lost(): ConnectionError {
  return new ConnectionError(
    'target/terminated',
    'the connection that holds the lock of this fix was lost, and with it the lock: the fix was stopped, as another one may run now',
    'run again; if it recurs, see whether the server restarts, fails over or cuts idle connections',
  );
}
