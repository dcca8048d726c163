import type { Service } from '../call.ts';
import type { Who } from '../invocation/authentication.ts';
import type { Deferred } from '../invocation/caller.ts';
import type { House } from '../model/house.ts';
import type { Operation } from '../model/report.ts';
import type { Keyring } from './keyring.ts';

/** Who answers calls over HTTP: what a service has, with what remembers calls and knows callers. */
export interface Desk extends Service {
  keyring: Keyring;
}

/** What one call gets from the door it came through. */
export interface Door {
  house: House;
  /** what it is called in the log: "function-url", "serve" */
  name: string;
  /** in the log; the same as in the logs of whatever stands before us */
  requestId: string;
  /** where `/reports/` lies: "https://host/check", or nothing */
  base: string;
  /** Lets a run have its turn; throws HttpError where too many wait. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Sees to it that it is carried out; resolves as soon as that is certain. */
  later(deferred: Deferred): Promise<void>;
}

/** One call, on its way to an answer. */
export interface Errand {
  operation: Operation;
  desk: Desk;
  door: Door;
  /** nothing where nobody has to prove who it is */
  who?: Who;
}

/** One whose caller had to, and has. */
export type ProvenErrand = Errand & { who: Who };
