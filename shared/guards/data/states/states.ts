/** A table by its name, unquoted. */
export interface TableName {
  schema: string;
  table: string;
}

/** An index that is not valid. A partitioned one waits for `missing`, the partitions without an attached index that is valid. */
export interface InvalidIndex extends TableName {
  name: string;
  unique: boolean;
  /** the constraint that it belongs to */
  constraint: string | null;
  exclusion: boolean;
  partitioned: boolean;
  missing: (TableName & { index: string | null })[];
  /** one that is attached to it */
  attached: { schema: string; name: string } | null;
  /** DROP INDEX CONCURRENTLY was begun, and did not end */
  dropping: boolean;
  /** by its columns; empty where it is over expressions as well */
  columns: string[];
  /** as the server writes it, of a partitioned one; null where that could not be read */
  definition: string | null;
  constraintKind: 'PRIMARY KEY' | 'UNIQUE' | null;
  /** a valid index of the table that is defined alike */
  twin: string | null;
  /** the index that it is a `_ccnew` or `_ccold` of, left by REINDEX CONCURRENTLY */
  leftoverOf: string | null;
  /** a `_ccnew` of it that an earlier REINDEX CONCURRENTLY left */
  leftover: string | null;
  /** the session that is building an index of the table right now */
  buildingPid: number | null;
  owner: string;
  /** this role may rebuild it */
  ours: boolean;
}

/** An index that a valid one of the same table, `kept`, makes superfluous. */
export interface DuplicateIndex extends TableName {
  name: string;
  kept: string;
  /** the constraint that it belongs to */
  constraint: string | null;
  partitioned: boolean;
}

/** A trigger that does not fire, or those of a constraint: a foreign key has four. */
export interface DisabledTrigger extends TableName {
  /** of the trigger, or of the constraint */
  name: string;
  constraint: 'foreign key' | 'unique' | null;
  /** the triggers themselves with the tables that they are on */
  triggers: (TableName & { name: string })[];
}

/** A table without primary key. */
export interface KeylessTable extends TableName {
  /** a unique index on columns that are NOT NULL does the same for its rows */
  uniqueIndex: string | null;
  /** publications that send its updates or deletes, which its replica identity does not allow */
  publications: string[];
  /** the table, or its partitions, that lack one */
  lacking: TableName[];
}

/** A foreign key that no index of the referencing table begins with; `tables` lack it, the partitions of a partitioned one. */
export interface UnindexedForeignKey extends TableName {
  name: string;
  columns: string[];
  referenced: TableName;
  partitioned: boolean;
  tables: TableName[];
  /** rows of the referencing table by the planner's estimate; null where it has none */
  rows: bigint | null;
  /** rows deleted from the referenced table since its statistics began */
  deleted: bigint;
  /** an index begins with one of its columns */
  partly: boolean;
}

/** A constraint that is enforced and NOT VALID. */
export interface NotValidConstraint extends TableName {
  name: string;
  kind: 'foreign key' | 'check' | 'not null';
  referenced: TableName | null;
  owner: string;
  /** this role may validate it */
  ours: boolean;
  /** code of another role that is no superuser, which would run as this role; null: none would */
  codeOfOthers: string | null;
  /** its tables that belong to another role that is no superuser: held still while they are validated */
  ofOthers: TableName[];
}

/** What the catalog says of keys, indexes, triggers and constraints that do not keep what they promise. */
export interface StateFacts {
  standby: boolean;
  invalid: InvalidIndex[];
  duplicates: DuplicateIndex[];
  disabled: DisabledTrigger[];
  keyless: KeylessTable[];
  unindexed: UnindexedForeignKey[];
  notValid: NotValidConstraint[];
}
