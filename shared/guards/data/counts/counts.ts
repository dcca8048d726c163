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

/** Row counts side by side. All of it is empty where nothing asked for them. */
export interface CountFacts {
  tables: TableCount[];
  /** the target that they were compared with; `failed` says why it could not be read */
  other: { name: string; failed: string | null } | null;
  /** by whom no row could be counted here though somebody asked, and why: all that is told are estimates */
  uncounted: (Unread & { by: string }) | null;
  /** when the counts were kept that `before` says, as ISO 8601 */
  before: string | null;
}
