import type { ObjectKind, Property, Scope, SnapshotObject } from '../../model/snapshot.ts';

/**
 * One difference, as seen going from what should be (`from`: staging, the manifest, last night) to what is (`to`).
 *
 * - `removed`: the object is in `from` alone, so it is missing; `added`: in `to` alone; `changed`: in both, and `properties` differ
 * - what belongs to a table that is missing or too many is no difference of its own
 * - `renamed`: the path of an object of the other side that has the same definition and another name. Both still count.
 */
export interface Difference {
  kind: ObjectKind;
  path: string[];
  change: 'added' | 'removed' | 'changed';
  from: SnapshotObject | null;
  to: SnapshotObject | null;
  /** the properties that differ; of `changed` alone */
  properties: { name: string; from: Property | null; to: Property | null }[];
  renamed?: string[];
}

/**
 * How one difference is undone: what makes `to` like `from`. `certain`: the statements can be run as they are and lose
 * nothing. Otherwise `decide` says what a person has to decide, and `sql` is what they would then run.
 */
export interface Step {
  difference: Difference;
  sql: string[];
  /** the place of each of `sql` among the statements of all steps: those of others may have to run between them */
  order?: number[];
  certain: boolean;
  decide?: string;
}

/** Reads in one transaction: every call is one round trip, and returns the rows of each statement. */
export type Read = (...statements: string[]) => Promise<Record<string, unknown>[][]>;

/** Everything is in it. */
export const everything: Scope = { schemas: [], tables: [], kinds: [] };
