import { BusyError, ConnectionError } from '../model/errors.ts';
import type { House } from '../model/house.ts';
import type { Request } from '../model/request.ts';
import type { Limits } from '../model/settings.ts';
import type { Address } from './address.ts';
import { close } from './close.ts';
import { connect } from './connect.ts';
import type { Row } from './drivers/driver.ts';
import { ownSearchPath } from './sql.ts';
import { wireOver } from './wire.ts';

/** Keeps a second fix out of the database for as long as it is held. */
export interface Lock {
  /** @throws BusyError where another fix holds it; ConnectionError, InterruptedError */
  take(): Promise<void>;
  /** Gives it back, also while it is still being taken. */
  letGo(): Promise<void>;
  /** aborted when a lock that was taken is lost, as its connection is; the reason is what to throw then */
  readonly lost: AbortSignal;
}

export interface LockOptions {
  /** the application name that the server shows */
  name: string;
  house: House;
}

/** "lockstep" in ASCII, as advisory locks are told by numbers. Each database has its own. */
const lockNumber = BigInt(`0x${Buffer.from('lockstep').toString('hex')}`);

/**
 * The lock of a fix that changes something; nothing for all others. It lives in a transaction on a connection of its
 * own, which works behind a pooler too, and ends with that connection whatever happens to us. The connection is opened
 * at once, so that it is there when the lock is to be taken.
 */
export function lockFor({ operation, fix, settings }: Request, address: Address, options: LockOptions): Lock {
  const lost = new AbortController();
  if (operation !== 'fix' || fix.dryRun) return { take: async () => {}, letGo: async () => {}, lost: lost.signal };
  const { limits } = settings;
  const over = new AbortController();
  const house = { ...options.house, signal: AbortSignal.any([options.house.signal, over.signal]) };
  const connecting = connect(address, options.name, { limits, house });
  // Whoever takes the lock is told; where nobody comes to take it, the run has failed already.
  connecting.catch(() => {});
  return {
    async take() {
      const { driver } = await connecting;
      const cancel = async () => driver.destroy();
      const wire = wireOver(driver, { address, limits, signal: house.signal, cancel });
      const answer = (await wire.send(takeSql(limits))).at(-1)?.[0];
      if (answer?.taken !== true) throw busy(answer);
      void driver.ended.then(() => !over.signal.aborted && lost.abort(lostLock()));
    },
    async letGo() {
      over.abort();
      const driver = (await connecting.catch(() => null))?.driver;
      // The next fix is to find the lock free.
      if (driver) await close(driver, driver.query('ROLLBACK').then(driver.end));
    },
    lost: lost.signal,
  };
}

/** The server ends a transaction that idles for longer than a run may take, and one whose client does not answer. */
function takeSql({ totalSeconds }: Limits): string {
  return `
    BEGIN READ ONLY;
    SET LOCAL search_path = ${ownSearchPath};
    SET LOCAL idle_in_transaction_session_timeout = ${totalSeconds * 1000};
    SET LOCAL tcp_keepalives_idle = 10;
    SET LOCAL tcp_keepalives_interval = 5;
    SET LOCAL tcp_keepalives_count = 3;
    SELECT
      pg_try_advisory_xact_lock(${lockNumber}) AS taken,
      (
        SELECT floor(extract(epoch FROM clock_timestamp() - a.xact_start))::text
        FROM pg_locks l
        JOIN pg_stat_activity a ON a.pid = l.pid
        JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory'
          AND d.datname = current_database()
          AND l.classid::bigint = ${lockNumber >> 32n}
          AND l.objid::bigint = ${lockNumber & 0xffff_ffffn}
        LIMIT 1
      ) AS seconds`;
}

/** Another role may not see since when. */
function busy(answer: Row | undefined): BusyError {
  const since = typeof answer?.seconds === 'string' ? `, for ${answer.seconds} s so far` : '';
  return new BusyError(
    'target/busy',
    `another fix runs on this database${since}; nothing was run`,
    'run again when it is through',
  );
}

function lostLock(): ConnectionError {
  return new ConnectionError(
    'target/terminated',
    'the connection that holds the lock of this fix was lost, and with it the lock: the fix was stopped, as another one may run now',
    'run again; if it recurs, see whether the server restarts, fails over or cuts idle connections',
  );
}
