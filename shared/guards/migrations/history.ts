import type { Migration, Project, ToolName } from '../../model/manifest.ts';
import type { MigrationStatus } from '../../model/report.ts';

/** A table of the database that a tool keeps its history in, as the catalog has it. */
export interface HistoryTable {
  tool: ToolName;
  schema: string;
  name: string;
  /** in their order */
  columns: string[];
  /** why it cannot be read; null where it can */
  unreadable: string | null;
}

/** One row of a history, in the words of all tools. Times are ISO 8601. */
export interface Recorded {
  id: string;
  status: 'applied' | 'failed' | 'partially-applied' | 'rolled-back' | 'baseline';
  checksum: string | null;
  appliedAt: string | null;
  durationMs: number | null;
  /** who applied it, where the tool writes that down */
  by: string | null;
  /** what the tool wrote down when it failed, or how far it came */
  detail: string | null;
  /** what the tool orders and compares by, where that is not the id */
  order?: string;
  /** other keys that a migration may know it by; those that two rows have count for neither */
  also?: string[];
}

/** A lock that a tool left in the database, or holds. */
export interface ToolLock {
  since: string | null;
  by: string | null;
}

/** What one history table says. */
export interface History {
  tool: ToolName;
  /** `schema.name`, unquoted */
  table: string;
  schema: string;
  /**
   * `all`: every applied migration has its row. `heads`: only those that no other comes after, their ancestors count as
   * applied (Alembic). `last`: only the newest, all below count as applied (golang-migrate).
   */
  keeps: 'all' | 'heads' | 'last';
  recorded: Recorded[];
  /** a lock row that says that somebody migrates */
  lock: ToolLock | null;
  /** what the tool wrote down about the environment (Rails); null where it does not */
  environment: string | null;
}

/** A history that is there, and could not be read: what it says is unknown. */
export interface UnreadHistory {
  tool: ToolName;
  table: string;
  reason: string;
  /** what would let it be read, as SQL */
  sql: string[];
}

/** One migration as the repository and the database together have it. */
export interface Entry {
  id: string;
  status: MigrationStatus;
  /** null where the repository does not have it */
  migration: Migration | null;
  /** null where the database does not have it, or has it only by way of a later one */
  recorded: Recorded | null;
}

/** One tool's migrations: what the repository expects beside what the database has. At least one of both is there. */
export interface Standing {
  tool: ToolName;
  project: Project | null;
  history: History | null;
  /** in the order of the repository; those that it does not have come last */
  entries: Entry[];
  /** of the repository; more than one a branch cannot be applied in order */
  heads: string[];
}
