import type { Expectation, Extra } from '../../model/manifest.ts';
import type { LintEntry, MigrationEntry, Operation } from '../../model/report.ts';
import type { Effect } from './effects.ts';
import type { Standing, UnreadHistory } from './history.ts';

/** A session that holds a tool's lock: it migrates right now. */
export interface Running {
  tool: string;
  pid: number;
  application: string;
  since: string | null;
}

/**
 * An object that an applied migration adds, and that is not there. `doubt`: a later migration whose doings are not all
 * known, and that may have taken it away; null where there is none. `elsewhere`: a schema where it does not belong, and is.
 */
export interface MissingObject {
  standing: Standing;
  migration: string;
  effect: Effect;
  doubt: string | null;
  elsewhere?: string | null;
}

/**
 * A project of which nothing is recorded here: which of the objects that its migrations make are there all the same, in
 * words, of how many that were looked for. None were where nobody can tell what they make.
 */
export interface Unrecorded {
  standing: Standing;
  there: string[];
  asked: number;
}

/** A file of `migrations.extra`, and those of its objects that are not there. */
export interface ExtraStanding {
  extra: Extra;
  missing: Effect[];
}

/** Everything that the rules of this guard judge. */
export interface MigrationFacts {
  operation: Operation;
  expectation: Expectation | null;
  standings: Standing[];
  unread: UnreadHistory[];
  running: Running[];
  /** why the objects that migrations add could not be looked for; null where they were */
  unlooked: string | null;
  missing: MissingObject[];
  unrecorded: Unrecorded[];
  extra: ExtraStanding[];
  /** of the migrations that are still to be applied */
  lint: LintEntry[];
  /** why the pending migrations could not be linted, or only in part; null where they were */
  unlinted: string | null;
  /** of those migrations, by their ids, as far as they could be judged */
  phases: Map<string, NonNullable<MigrationEntry['phase']>>;
  /** the target's own environment, by the configuration */
  environment: string | null;
  /** tables of the database that are no history and belong to no extension */
  tables: number;
}
