/** What came of connecting where no session came of it; of the server, as far as it answered. */
export interface Tried {
  host: string;
  attempts: number;
  connectMs?: number;
  versionText?: string;
  database?: string;
  fingerprint?: string | null;
  roundTrips?: number;
}

/**
 * The error family. Each kind fixes its exit code and its HTTP status; `message` says what happened and what was
 * tried, `next` what to do about it. None ever holds a credential.
 */
export abstract class LockstepError extends Error {
  /** what is known of the target all the same; nothing where it was not asked */
  tried?: Tried;
  /** written out, as a bundle shortens the names of classes */
  abstract override readonly name: string;
  abstract readonly exitCode: 1 | 2 | 3;
  abstract readonly httpStatus: number;
  /** the code under which `docs/findings.md` explains it */
  readonly code: string;
  /** what to do next, one sentence */
  readonly next: string;

  constructor(code: string, message: string, next: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.next = next;
  }
}

/** The caller asked for something that makes no sense: a flag, an argument, a configuration key. */
export class UsageError extends LockstepError {
  override readonly name: string = 'UsageError';
  readonly exitCode = 2;
  readonly httpStatus: number = 400;
}

/** No target of that name is configured. */
export class UnknownTargetError extends UsageError {
  override readonly name: string = 'UnknownTargetError';
  override readonly httpStatus = 404;
}

/** The configuration does not allow this operation on this target, or to this caller. */
export class NotAllowedError extends UsageError {
  override readonly name: string = 'NotAllowedError';
  override readonly httpStatus = 403;
}

/** The caller did not prove who it is. */
export class UnauthorizedError extends UsageError {
  override readonly name: string = 'UnauthorizedError';
  override readonly httpStatus = 401;
}

/** A call of more than the allowed size. */
export class TooLargeError extends UsageError {
  override readonly name: string = 'TooLargeError';
  override readonly httpStatus = 413;
}

/** No session with the database: it could not be reached, it refused, or it went away in the middle. */
export class ConnectionError extends LockstepError {
  override readonly name: string = 'ConnectionError';
  readonly exitCode = 3;
  readonly httpStatus = 503;
}

/** Another fix runs on the same database. Nothing was run; it can be tried again when that one is through. */
export class BusyError extends LockstepError {
  override readonly name: string = 'BusyError';
  readonly exitCode = 3;
  readonly httpStatus = 409;
}

/** Another database answers under the target's name. Nothing else was run. */
export class WrongDatabaseError extends LockstepError {
  override readonly name: string = 'WrongDatabaseError';
  readonly exitCode = 1;
  readonly httpStatus = 422;
}

/** Lockstep does not let this deploy begin, or go on: nothing was changed by it then. */
export class RefusedError extends LockstepError {
  override readonly name: string = 'RefusedError';
  readonly exitCode = 1;
  readonly httpStatus = 422;
}

/** The run was stopped, by a person or by its deadline; the statement in flight was cancelled. */
export class InterruptedError extends LockstepError {
  override readonly name: string = 'InterruptedError';
  readonly exitCode = 3;
  readonly httpStatus = 503;
}

/** A statement was refused by the server. What could be read before it stands; `sqlState` is its five-character code. */
export class StatementError extends LockstepError {
  override readonly name: string = 'StatementError';
  readonly exitCode = 3;
  readonly httpStatus = 503;
  readonly sqlState: string;

  constructor(sqlState: string, message: string, options?: ErrorOptions) {
    super(
      'target/failed',
      `the database refused a statement: ${message} (SQLSTATE ${sqlState})`,
      'see "lockstep explain target/failed"; run again, and report it if it persists',
      options,
    );
    this.sqlState = sqlState;
  }
}

/** A mistake of Lockstep's own. */
export class UnexpectedError extends LockstepError {
  override readonly name: string = 'UnexpectedError';
  readonly exitCode = 3;
  readonly httpStatus = 500;

  constructor(message: string, options?: ErrorOptions) {
    super('lockstep/failed', message, 'please report this, with what you ran (DEBUG=lockstep shows where)', options);
  }
}

/** The code of an error of the system, "ENOENT"; it is told instead of its message, which may quote what it was about. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
}
