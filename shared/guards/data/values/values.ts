import type { Unread } from '../ask.ts';

/** A column of the target whose type is another one than the reference's. */
export interface TypeMismatch {
  schema: string;
  table: string;
  column: string;
  /** the target's type, as the server writes it */
  type: string;
  /** the reference's */
  wanted: string;
  /** the pending migration that changes it here, too; not `sure` where nobody knows all that it does */
  maker: { migration: string; sure: boolean } | null;
  /** values that were tried; null: none could be, and `unread` says why */
  tried: bigint | null;
  /** how many of them the other type refuses */
  refused: bigint;
  /** up to five of those, cut to 40 characters, printable */
  samples: string[];
  /** whether every row was tried */
  whole: boolean;
  unread: Unread | null;
}

/** A text column that holds dates in more than one format. */
export interface MixedDates {
  schema: string;
  table: string;
  column: string;
  type: string;
  /** the most frequent first; no value is among it: it may be a birthday, or stand among other text */
  formats: { format: string; count: bigint }[];
  /** values that were looked at */
  looked: bigint;
  /** whether every row was looked at */
  whole: boolean;
}

/** A table whose texts nobody could look at for dates, and why. */
export interface UnreadValue extends Unread {
  schema: string;
  table: string;
}

export interface ValueFacts {
  /** what the types were compared with; null: with nothing */
  reference: string | null;
  mismatches: TypeMismatch[];
  dates: MixedDates[];
  unread: UnreadValue[];
  /** columns that were looked at */
  examined: number;
}
