import type { Node } from '@pgsql/types';

/** A relation as a statement names it; `schema` null where it does not. */
export interface Name {
  schema: string | null;
  name: string;
}

/** One statement of a migration, as PostgreSQL's own parser reads it. */
export interface Statement {
  /** `{ AlterTableStmt: { ... } }` */
  node: Node;
  /** its own text, without what stands before it */
  sql: string;
  file: string;
  migration: string;
  /** in the file, from 1, where its first word stands */
  line: number;
  /** a transaction is open around it: the tool's, or one that the file begins */
  inTransaction: boolean;
  /** that transaction is the one which PostgreSQL makes of the statements of one query: nobody has begun it */
  implicit?: true;
}

/** What is known of a table of the database at hand. */
export interface TableFacts {
  schema: string;
  name: string;
  /** 'r' table, 'p' partitioned table, 'm' materialized view, 'v' view, 'f' foreign table */
  kind: string;
  /** as the planner estimates them, by the size that it has now; null where it was never analyzed */
  rows: number | null;
  /** with indexes and TOAST */
  bytes: number;
  /** rows written a second since the statistics were reset; null where unknown */
  writesPerSecond: number | null;
  /** scans begun a second, of the table or of an index, since the same time; null where unknown */
  readsPerSecond: number | null;
  columns: Map<string, ColumnFacts>;
  /** valid CHECK constraints, as pg_get_constraintdef writes them */
  checks: string[];
  constraints: Map<string, { type: string; validated: boolean; references: Name | null }>;
  /** of valid indexes: columns in order, '' for an expression; `unique`, `partial`, and their name */
  indexes: { name: string; columns: string[]; unique: boolean; partial: boolean; valid: boolean }[];
  policies: number;
  rowSecurity: boolean;
  /** of a view, as pg_class.reloptions writes them: "security_invoker=true" */
  options?: string[];
}

export interface ColumnFacts {
  /** as format_type writes it: "character varying(10)" */
  type: string;
  notNull: boolean;
  hasDefault: boolean;
  /** the sequence that feeds it: serial, identity, or a default that calls nextval */
  sequence?: string;
}

/** What a rule may ask besides the statement. */
export interface Context {
  /** major version of the server; where no database is at hand the oldest that is supported, unless the person says */
  version: number;
  /** a database is at hand */
  live: boolean;
  /** made by an earlier statement of the same migration: nobody uses it yet */
  isNew(relation: Name): boolean;
  /** null where no database is at hand, or it has no such table */
  table(relation: Name): TableFacts | null;
  /** the statements before it in the same transaction */
  before: Statement[];
  /** the statements after it in the same file */
  after: Statement[];
  /** a domain of the database at hand that has a CHECK or NOT NULL */
  constrainedDomain?(type: Name): boolean;
  /** the tool drops tables and columns with CASCADE whoever asks for it: Django */
  alwaysCascades?: boolean;
  /** lock_timeout is set for it: by the migration, or for the role or database at hand */
  lockTimeout: boolean;
}
