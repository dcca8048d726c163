import type { Expectation } from './manifest.ts';
import type { Deploy, GuardName, Operation, TableEntry } from './report.ts';
import type { DriverName, PublishPolicy, Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';

/** One named database that Lockstep may connect to. `url` holds credentials: it never leaves the session. */
export interface Target {
  name: string;
  /** null where all of it comes from the secret; without user and password where these do */
  url: string | null;
  /** name or ARN of the secret in AWS Secrets Manager; null where the URL says everything */
  secret: string | null;
  /** null: by the host */
  driver: DriverName | null;
  publish: PublishPolicy;
  environment: string | null;
  fingerprint: string | null;
}

/** How `fix` goes about it. */
export interface FixOptions {
  /** say what would run, change nothing */
  dryRun: boolean;
  /** values to leave free beyond the rows */
  margin: bigint;
  /** only these sequences (`name`, `schema.name`), constraints and indexes (`table.name`, `schema.table.name` as well); empty: all */
  only: string[];
  /** move sequences past lone far values as well */
  pastOutliers: boolean;
}

/** How `verify` proves it: by `nextval` (uses up one value a sequence), by reading alone, or by a row rolled back. */
export type Proof = 'nextval' | 'peek' | 'insert';

/** What a target's schema and rows are to be like: another target, or a snapshot that somebody kept. `name`: for people. */
export type Reference = { name: string; target: Target } | { name: string; snapshot: Snapshot };

/**
 * What the archive keeps of a target's last runs (`at`, as ISO 8601, of the newest). `snapshot`: null where the schema was never
 * read; `applied`: the migrations that were applied then, null where that was not looked at; `tables`: the row counts of
 * `countedAt`.
 */
export interface Kept {
  at: string;
  snapshot: Snapshot | null;
  applied: string[] | null;
  tables: TableEntry[];
  countedAt?: string;
}

/** Why the archive could not say it. `worthless`: what it holds can be replaced, as nothing can be made of it. */
export interface NotKept {
  failed: string;
  worthless?: true;
}

/** What is asked: one operation on one target. */
export interface Request {
  operation: Operation;
  target: Target;
  guards: GuardName[];
  settings: Settings;
  fix: FixOptions;
  proof: Proof;
  /** the deploy that this is about; null where the caller named none */
  deploy: Deploy | null;
  /** what the repository expects; null where nobody said */
  expectation: Expectation | null;
  /** what its schema and rows are compared with; null where nobody said */
  reference: Reference | null;
  /** the replica that is read where whole tables are; null: the target itself */
  readFrom: Target | null;
  /** read whole tables whatever that costs: every foreign key, exact counts */
  all: boolean;
  /** what the archive keeps of it: `failed` says why it could not be asked, null where there is no archive or nothing in it */
  kept: Kept | NotKept | null;
  /** there is an archive, which keeps what this run reads: the schema is then read as a whole */
  keeps?: true;
}
