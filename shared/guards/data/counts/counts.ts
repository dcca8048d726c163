import type { Unread } from '../ask.ts';

/** Rows of a table; null where they cannot be told. `exact`: counted, else the planner's estimate. */
export interface Count {
  rows: bigint | null;
  exact: boolean;
}

/** A table with its rows here, in the other target (null: it is not there), and when they were kept last. */
export interface TableCount {
  schema: string;
  name: string;
  here: Count;
  other: Count | null;
  before: Count | null;
}

/** A table that was to be counted and was not, `in` the target of that name; null: in the one that is judged. */
export interface UncountedTable extends Unread {
  schema: string;
  table: string;
  in: string | null;
}

/** Row counts side by side. All of it is empty where nothing asked for them. */
export interface CountFacts {
  tables: TableCount[];
  /** the target that they were compared with; `failed` says why it could not be read */
  other: { name: string; failed: string | null } | null;
  /** by whom no row could be counted here though somebody asked, and why: all that is told are estimates */
  uncounted: (Unread & { by: string }) | null;
  /** tables whose rows somebody has to know and nobody could count; of what only costs too much an estimate will do */
  unread: UncountedTable[];
  /** when the counts were kept that `before` says, as ISO 8601 */
  before: string | null;
}
