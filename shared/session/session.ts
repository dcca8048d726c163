import { ulid } from 'ulid';
import { InterruptedError, LockstepError, type Tried } from '../model/errors.ts';
import type { House, Progress } from '../model/house.ts';
import type { Request, Target } from '../model/request.ts';
import type { Limits } from '../model/settings.ts';
import { cancel } from './cancel.ts';
import { close } from './close.ts';
import { driverFor, interrupted } from './connect.ts';
import { connectTo } from './connect-to.ts';
import type { Row } from './drivers/driver.ts';
import { type Answer, type EachOptions, each, type Statement } from './each.ts';
import { lockFor } from './lock.ts';
import { anotherDatabase, readServer, type Server, sameDatabase } from './server.ts';
import { ownSearchPath } from './sql.ts';
import { type Wire, wireOver } from './wire.ts';

/** `limits`: in place of the request's. `another`: it has to be another database than this session's. */
export interface BesideOptions {
  limits?: Partial<Limits>;
  another?: boolean;
}

/** A safe session with one target. Every transaction sets its own time limits: behind a pooler nothing else lasts. */
export interface Session {
  readonly target: Target;
  readonly server: Server;
  readonly progress: Progress;
  /** Messages sent to the server so far, without those of connecting. */
  readonly roundTrips: number;
  /** Runs statements in one READ ONLY transaction and one round trip; returns the rows of each. */
  read(...statements: string[]): Promise<Row[][]>;
  /** Runs statements in one transaction and one round trip; returns the rows of each. */
  change(...statements: string[]): Promise<Row[][]>;
  /**
   * As `read`, but all statements of a call see the same state (REPEATABLE READ). `lockSeconds`: how long to wait for a lock,
   * where not as long as usual.
   */
  consistently(options?: { lockSeconds?: number }): (...statements: string[]) => Promise<Row[][]>;
  /**
   * A session with another target at the same time (or a second one with this target), without the lock of fix; closed at
   * the end. Its round trips count as this session's.
   * @throws as withSession, and WrongDatabaseError where it has to be another database and is the same
   */
  beside<Result>(target: Target, use: (session: Session) => Promise<Result>, options?: BesideOptions): Promise<Result>;
  /** Runs one statement outside of a transaction, which some refuse to be in (REINDEX CONCURRENTLY): no limits of its own. */
  alone(statement: string): Promise<void>;
  /** Runs many statements in about one round trip, each apart from the others' failures: see `each.ts`. */
  each(statements: Statement[], options?: EachOptions): Promise<Answer[]>;
  /** Waits, unless the run is stopped first. */
  pause(milliseconds: number): Promise<void>;
}

/**
 * Opens a session, lets `use` work with it, and closes it whatever happens.
 * @throws ConnectionError, WrongDatabaseError (nothing else was run then), BusyError (a fix while another one runs), InterruptedError, StatementError
 */
export async function withSession<Result>(
  request: Request,
  outer: House,
  use: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { limits } = request.settings;
  const name = `lockstep:${ulid()}`;
  const { address, driver, connectMs, attempts } = await connectTo(request.target, name, { limits, house: outer });
  const lock = lockFor(request, address, { name: `${name} lock`, house: outer });
  const house = { ...outer, signal: AbortSignal.any([outer.signal, lock.lost]) };
  const stop = () => cancel(driverFor(address), address, name);
  const wire = wireOver(driver, { address, limits, signal: house.signal, cancel: stop });
  let tried: Tried = { host: address.host, connectMs, attempts };
  try {
    const server = { ...(await readServer(wire, address)), connectMs, attempts };
    tried = server;
    sameDatabase(request.target, server);
    await lock.take();
    const result = await use(sessionOver(wire, request, { server, house }));
    lock.lost.throwIfAborted();
    return result;
  } catch (error) {
    const failure = lock.lost.aborted && error instanceof InterruptedError ? lock.lost.reason : error;
    if (failure instanceof LockstepError) failure.tried = { ...tried, roundTrips: wire.roundTrips };
    throw failure;
  } finally {
    await Promise.all([close(driver), lock.letGo()]);
  }
}

function sessionOver(wire: Wire, request: Request, { server, house }: { server: Server; house: House }): Session {
  const { limits } = request.settings;
  let roundTripsBeside = 0;
  const transaction = async (mode: string, statements: string[], lockSeconds = limits.lockSeconds) => {
    const begin = [`BEGIN ISOLATION LEVEL ${mode}`, ...settingsFor({ ...limits, lockSeconds })];
    try {
      const answers = await wire.send([...begin, ...statements, 'COMMIT'].join(';\n'));
      return answers.slice(begin.length, -1);
    } catch (error) {
      if (!house.signal.aborted) await wire.send('ROLLBACK').catch(() => {});
      throw error;
    }
  };
  return {
    target: request.target,
    server,
    progress: house.progress,
    get roundTrips() {
      return wire.roundTrips + roundTripsBeside;
    },
    // The level is said, whatever the database's default: a restart has to see what was committed before it got its lock.
    read: (...statements) => transaction('READ COMMITTED READ ONLY', statements),
    change: (...statements) => transaction('READ COMMITTED READ WRITE', statements),
    consistently:
      ({ lockSeconds } = {}) =>
      (...statements) =>
        transaction('REPEATABLE READ READ ONLY', statements, lockSeconds),
    beside(target, use, options) {
      const asked = { ...request, operation: 'check' as const, target };
      const settings = { ...request.settings, limits: { ...limits, ...options?.limits } };
      return withSession({ ...asked, settings }, house, async (session) => {
        try {
          if (options?.another) anotherDatabase({ target: request.target, server }, session);
          return await use(session);
        } finally {
          roundTripsBeside += session.roundTrips;
        }
      });
    },
    async alone(statement) {
      await wire.send(statement);
    },
    each: (statements, options) => each(wire, statements, { ...options, limits }),
    pause: (milliseconds) => pause(milliseconds, house.signal),
  };
}

function settingsFor(limits: Limits): string[] {
  return [
    `SET LOCAL statement_timeout = ${limits.statementSeconds * 1000}`,
    `SET LOCAL lock_timeout = ${limits.lockSeconds * 1000}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${limits.statementSeconds * 2000}`,
    'SET LOCAL row_security = off',
    // Compiling a catalog query takes longer than running it.
    'SET LOCAL jit = off',
    `SET LOCAL search_path = ${ownSearchPath}`,
  ];
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal.aborted) return Promise.reject(interrupted('waiting'));
  const abort = () => {
    clearTimeout(timer);
    reject(interrupted('waiting'));
  };
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', abort);
    resolve();
  }, milliseconds);
  signal.addEventListener('abort', abort, { once: true });
  return promise;
}
