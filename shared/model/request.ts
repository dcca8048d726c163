import type { GuardName, Operation } from './report.ts';
import type { Settings } from './settings.ts';

/** One named database that Lockstep may connect to. `url` holds credentials: it never leaves the session. */
export interface Target {
  name: string;
  url: string;
  environment: string | null;
  fingerprint: string | null;
}

/** How `fix` goes about it. */
export interface FixOptions {
  /** say what would run, change nothing */
  dryRun: boolean;
  /** values to leave free beyond the rows */
  margin: bigint;
  /** only these sequences, `name` or `schema.name`; empty: all */
  only: string[];
  /** move sequences past lone far values as well */
  pastOutliers: boolean;
}

/** How `verify` proves it: by `nextval` (uses up one value a sequence), by reading alone, or by a row rolled back. */
export type Proof = 'nextval' | 'peek' | 'insert';

/** What is asked: one operation on one target. */
export interface Request {
  operation: Operation;
  target: Target;
  guards: GuardName[];
  settings: Settings;
  fix: FixOptions;
  proof: Proof;
}
