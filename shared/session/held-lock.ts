import type { LockstepError } from '../model/errors.ts';
import type { Limits } from '../model/settings.ts';
import type { Address } from './address.ts';
import { close } from './close.ts';
import type { Driver, Row } from './drivers/driver.ts';
import { ownSearchPath } from './sql.ts';
import { wireOver } from './wire.ts';

/** Keeps others out of the database for as long as it is held. */
export interface Lock {
  /** @throws BusyError where another one holds it; ConnectionError, InterruptedError */
  take(): Promise<void>;
  /** Gives it back, also while it is still being taken. */
  letGo(): Promise<void>;
  /** aborted when a lock that was taken is lost, as its connection is; the reason is what to throw then */
  readonly lost: AbortSignal;
}

/** What is locked, as advisory locks are told by numbers, and how it is told. Each database has its own. */
export interface LockKind {
  number: bigint;
  /** after which the server ends it, when nobody is heard of any more; 0: never */
  idleSeconds: number;
  /** `holder`: who has it, as far as this role may see that */
  busy(holder: Holder): LockstepError;
  lost(): LockstepError;
}

/** Who holds a lock: null where this role may not see it. `seconds`: for how long, whole; `name`: its application name. */
export interface Holder {
  seconds: string | null;
  name: string | null;
}

/** A connection that is being opened for a lock. */
export type Connecting = Promise<{ driver: Driver; address: Address }>;

/**
 * A lock in a transaction on a connection of its own, which works behind a pooler too, and ends with that connection whatever
 * happens to us. `over` is aborted when the lock is given back.
 */
export function lockOver(
  connecting: Connecting,
  kind: LockKind,
  { limits, signal, over }: { limits: Limits; signal: AbortSignal; over: AbortController },
): Lock {
  const lost = new AbortController();
  // Whoever takes the lock is told; where nobody comes to take it, the run has failed already.
  connecting.catch(() => {});
  return {
    async take() {
      const { driver, address } = await connecting;
      const cancel = async () => driver.destroy();
      const wire = wireOver(driver, { address, limits, signal, cancel });
      const [taken, holders] = (await wire.send(takeSql(kind))).slice(-2);
      if (taken?.[0]?.taken !== true) throw kind.busy(holderFrom(holders?.[0]));
      void driver.ended.then(() => !over.signal.aborted && lost.abort(kind.lost()));
    },
    async letGo() {
      over.abort();
      const driver = (await connecting.catch(() => null))?.driver;
      // The next one is to find the lock free.
      if (driver) await close(driver, driver.query('ROLLBACK').then(driver.end));
    },
    lost: lost.signal,
  };
}

/** One row for whoever holds the lock; none where nobody does. */
export function holderSql(number: bigint): string {
  return `
    SELECT
      floor(extract(epoch FROM clock_timestamp() - a.xact_start))::text AS seconds,
      a.application_name AS name
    FROM pg_locks l
    JOIN pg_stat_activity a ON a.pid = l.pid
    JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory'
      AND l.granted
      AND a.pid <> pg_backend_pid()
      AND d.datname = current_database()
      AND l.classid::bigint = ${number >> 32n}
      AND l.objid::bigint = ${number & 0xffff_ffffn}
    LIMIT 1`;
}

export function holderFrom(row: Row | undefined): Holder {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return { seconds: text(row?.seconds), name: text(row?.name) };
}

/**
 * The server ends a transaction that idles for longer than it may, and one whose client does not answer. From 17 on a
 * transaction may have a limit of its own (transaction_timeout). The level is said, whatever the database's default: above
 * READ COMMITTED it would keep its snapshot, which stops vacuum, and CREATE INDEX CONCURRENTLY would wait for its end.
 */
function takeSql({ number, idleSeconds }: LockKind): string {
  return `
    BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY;
    SET LOCAL search_path = ${ownSearchPath};
    SET LOCAL idle_in_transaction_session_timeout = ${idleSeconds * 1000};
    SET LOCAL tcp_keepalives_idle = 10;
    SET LOCAL tcp_keepalives_interval = 5;
    SET LOCAL tcp_keepalives_count = 3;
    SELECT set_config(name, '0', true) FROM pg_settings WHERE name = 'transaction_timeout';
    SELECT pg_try_advisory_xact_lock(${number}) AS taken;
    ${holderSql(number)}`;
}
