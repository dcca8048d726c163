/** A column, by its unquoted names. */
export interface ColumnName {
  schema: string;
  table: string;
  column: string;
}

/** The whole numbers that a type holds; null where it has no bound (numeric). */
export interface WholeNumbers {
  type: string;
  /** false for numeric, which holds fractions, NaN and infinities besides */
  wholeOnly: boolean;
  low: bigint | null;
  high: bigint | null;
}

/** A relation with rows of its own: a table, a partition, an inherited child; or a partitioned root read as a whole. */
export interface Storage {
  oid: number;
  schema: string;
  table: string;
  /** read with ONLY: its children are storages of their own */
  only: boolean;
  /** `pg_relation_size` is 0: there is no row to ask for */
  empty: boolean;
  /** locks that one question takes: the relation and its indexes */
  locks: number;
  /** bytes to scan for the maximum where no index leads with the column; else 0 */
  scanBytes: number;
  /** the farthest value that it stores; null: no rows, or not known */
  farthest: bigint | null;
}

/** What it takes to read something that could not be read: USAGE on its schema, SELECT on it, patience, another target. */
export type Missing = 'schema-usage' | 'select' | 'lock' | 'time' | 'primary' | 'other';

/** Why something could not be read. */
export interface Unreadable {
  reason: string;
  missing: Missing;
}

/** Why a column's farthest value is not known. */
export type Unknown =
  | { code: 'rows-hidden' | 'not-examined'; reason: string }
  /** `relation`: that of the column's storages which could not be read */
  | ({ code: 'unreadable'; relation: { schema: string; table: string } } & Unreadable);

/** A column that a sequence feeds: by identity, by its default, or because the configuration says so. */
export interface Feed extends ColumnName {
  via: 'identity' | 'default' | 'configured';
  /** null where what is in the column cannot be compared with the sequence; `incomparable` says why */
  numbers: WholeNumbers | null;
  incomparable: string | null;
  /** columns of a narrower type that reference this one */
  references: (ColumnName & { numbers: WholeNumbers })[];
  storages: Storage[];
  /** unique indexes that hold the column: those that a value handed out twice would violate */
  uniqueIndexes: string[];
  /** the maximum, or the minimum where the sequence descends; null: no rows, or not known */
  farthest: bigint | null;
  unknown: Unknown | null;
}

/** What is read of the sequence relation itself. */
export interface Value {
  lastValue: bigint;
  isCalled: boolean;
}

/** How rows stand in the way of the values to come. */
export interface Collision {
  /** the first stored value that the sequence will hand out */
  first: bigint;
  /** the last value reached from the next one without a gap wider than `sequences.reach` calls; null: the gap is wider */
  cluster: bigint | null;
  /** the first value stored beyond that gap, whether the sequence will hand it out or not */
  beyond: bigint | null;
  /** the first one stored beyond it that the sequence will hand out */
  outlier: bigint | null;
}

/** A sequence with every fact that the rules need. */
export interface Sequence {
  oid: number;
  schema: string;
  name: string;
  increment: bigint;
  min: bigint;
  max: bigint;
  cache: bigint;
  cycles: boolean;
  unlogged: boolean;
  extension: string | null;
  owner: string;
  /** this role has the owner's rights */
  ours: boolean;
  /** USAGE on its schema, without which no other privilege is of use */
  mayEnter: boolean;
  mayRead: boolean;
  mayUse: boolean;
  mayUpdate: boolean;
  /** the column that OWNED BY or identity ties it to */
  ownedBy: (ColumnName & { identity: boolean }) | null;
  /** what else calls it as far as the catalog knows: functions, views */
  callers: string[];
  feeds: Feed[];
  value: Value | null;
  /** why there is no value */
  unreadable: Unreadable | null;
  collision: Collision | null;
  /** why it could not be told whether rows stand in the way, though some lie ahead */
  collisionUnknown: string | null;
  /** the value that `verify` used up, and whether it was free */
  proof: { method: 'nextval' | 'insert'; value: bigint; free: boolean } | null;
}

/** A default that finds its sequence by a name at run time, and which one could not be told. */
export interface LateDefault extends ColumnName {
  /** null: its table is being altered at this moment, and nobody can look */
  expression: string | null;
}

/** An entry of `sequences.feeds` that feeds nothing, and what of it does not exist. */
export interface UnusedFeed {
  sequence: string;
  column: string;
  missing: 'sequence' | 'column';
}

/** What the rules judge. */
export interface SequenceFacts {
  standby: boolean;
  sequences: Sequence[];
  lateDefaults: LateDefault[];
  unusedFeeds: UnusedFeed[];
}
