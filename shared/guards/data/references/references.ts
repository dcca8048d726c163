import type { Unread } from '../ask.ts';

/** A table by its name, unquoted. */
export interface TableName {
  schema: string;
  table: string;
}

/** A column of a foreign key, with the one that it refers to. */
export interface Pair {
  column: string;
  referenced: string;
  /** `=`, or another by its schema: `OPERATOR(public.=)` */
  operator: string;
  /** what the operands are cast to, `::text`; empty where they need not be */
  castReferenced: string;
  castColumn: string;
  /** of the referenced column, where the two differ: ` COLLATE "C"` */
  collation: string;
}

/** Why rows may have come past a foreign key. */
export type Suspicion =
  | 'NOT VALID'
  | 'NOT ENFORCED'
  | 'triggers disabled'
  | 'replication role'
  | 'referenced table is empty'
  | 'subscription'
  | 'lost'
  | 'asked for';

/**
 * Hints alone, and what would warn at worst as nobody promised it: whoever cannot follow them knows no less than before, and
 * no gate waits for them.
 */
export const mild: ReadonlySet<Suspicion | null> = new Set([
  'referenced table is empty',
  'subscription',
  'NOT ENFORCED',
]);

/** A foreign key of this database, or one that only the other one has (`lost`). Of a partitioned table, it is the root's. */
export interface ForeignKey extends TableName {
  name: string;
  referenced: TableName;
  pairs: Pair[];
  /** MATCH FULL: a row with some of its columns null breaks it */
  full: boolean;
  /** the last pair is a PERIOD (18): it has to be covered, not equalled */
  period: boolean;
  validated: boolean;
  enforced: boolean;
  suspicion: Suspicion | null;
  /** both tables are partitioned or not: ONLY is what the server itself says of those that are not */
  partitioned: boolean;
  referencedPartitioned: boolean;
  /** relations that reading both opens, indexes included */
  locks: number;
  /** some partitions of one of them lie on another server */
  elsewhere?: boolean;
}

/** What reading a table for broken rows came to: how many, how many different keys, the first five of these. */
export interface Broken {
  rows: bigint;
  keys: bigint;
  /** each a value a column, cut; null: NULL */
  first: (string | null)[][];
}

/** A foreign key that was proven, or could not be. */
export interface Proven {
  foreignKey: ForeignKey;
  proof: Broken | Unread;
}

/** Columns whose values are to be unique. `nulls`: as PRIMARY KEY and NULLS NOT DISTINCT, rows without a value break it. */
export interface Key extends TableName {
  columns: string[];
  primary: boolean;
  nulls: boolean;
}

/** A key of a database, by a constraint or a unique index. */
export interface HeldKey extends Key {
  name: string;
  valid: boolean;
  /** as a constraint is defined; null: an index */
  definition: string | null;
}

/** Who asks for a key that this database does not hold: `expect`, the other database, an index that is not valid. */
export interface WantedKey extends Key {
  by: 'expectation' | 'reference' | 'index';
  /** the constraint or index, as the other side or this one calls it; null: nobody named it */
  name: string | null;
  /** as the other side defines it; null: nobody did, or it is an index */
  definition: string | null;
  partitioned: boolean;
  locks: number;
  /** some of its partitions lie on another server */
  elsewhere?: boolean;
}

/** A key that is wanted, with the rows that hinder it. */
export interface Duplicates {
  key: WantedKey;
  proof: Broken | Unread;
}

/** A foreign key that the other database has. */
export interface OtherForeignKey extends TableName {
  name: string;
  columns: string[];
  referenced: TableName;
  referencedColumns: string[];
  full: boolean;
  definition: string;
}

/** What is missing here. `mayCome`: the pending migration that may make it, as nobody knows all that it does. */
export interface Lost<Thing> {
  key: Thing;
  mayCome: string | null;
}

/** What was found of references and keys. */
export interface ReferenceFacts {
  /** every table */
  tables: TableName[];
  /** tables that others refer to come first: a row that is missing there is the cause, its orphans' orphans the consequence */
  proven: Proven[];
  /** foreign keys and keys that only the other database has, without those that a pending migration makes */
  lostForeignKeys: Lost<OtherForeignKey>[];
  lostKeys: Lost<WantedKey>[];
  duplicates: Duplicates[];
  /** what it was compared with; `failed`: why it could not be read */
  other: { name: string; failed: string | null } | null;
}
