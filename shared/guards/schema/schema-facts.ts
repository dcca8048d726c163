import type { Migration } from '../../model/manifest.ts';
import type { Operation } from '../../model/report.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Step } from './difference.ts';

/**
 * What the schema was compared with, and what came of it. `name`: a target, a file; `at`: when it was kept, as ISO 8601.
 * `steps`: a difference each, with how it is undone. `failure`: why it could not be compared, in words; `next`: what to do
 * about that, where it is not the usual.
 */
export interface Comparison {
  source: 'target' | 'file' | 'manifest' | 'archive';
  name: string;
  at?: string;
  steps: Step[];
  /** tables, views, types and the like of the target, each with all that hangs on it, that were compared */
  examined: number;
  /** major version of the server that the other side is from; null where it could not be compared */
  server: number | null;
  /** of the archive: the migrations that were applied then; null where nobody looked */
  applied?: string[] | null;
  /** what neither side could see */
  unseen: string[];
  failure: string | null;
  next?: string;
}

/** Who changes the schema at this moment, so that a snapshot had to wait for it in vain. */
export interface Changing {
  /** null where nobody is there any more */
  pid: number | null;
  /** as ISO 8601; null where this role may not see it */
  since: string | null;
  /** its first words, without values; "" where this role may not see it */
  statement: string;
  waitsFor: number[];
}

/** Something that `expect` of the configuration asks for, and what the database has. */
export interface Expected {
  code: string;
  /** as in the configuration: `public.system_config` */
  object: string;
  wanted: string;
  /** null: it is not there */
  found: string | null;
  /** why nobody could look */
  unread?: string;
  /** what else is to be known, or what has to be decided */
  note?: string;
  sql: string[];
}

/** What the migration histories say. */
export interface Histories {
  /** each with its tool, and when, where that is recorded; null where a history could not be read */
  applied: string[] | null;
  /** those of the repository that are still to be applied, and may be */
  pending: Migration[];
}

export interface SchemaFacts {
  operation: Operation;
  /** the target's name */
  target: string;
  /** its server's major version */
  server: number;
  comparisons: Comparison[];
  changing: Changing | null;
  /** what is not as expected, or could not be looked at */
  expected: Expected[];
  /** how many expectations there are */
  expectations: number;
  /** when the last run kept the schema of another scope than this one reads, as ISO 8601 */
  otherScopeAt?: string;
  /** all of the target's schema; null where only what differs was read, or nothing */
  snapshot: Snapshot | null;
  /** null where nobody had to look */
  histories: Histories | null;
  /** the migrations of the repository, in their order */
  migrations: Migration[];
  /** roles that something is granted to elsewhere, and that the target's server does not have */
  noRoles: string[];
}
