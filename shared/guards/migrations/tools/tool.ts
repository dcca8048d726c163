import type { Migration, Project, ToolName } from '../../../model/manifest.ts';
import type { History, HistoryTable, Recorded } from '../history.ts';
import type { Repository } from '../repository/repository.ts';
import { type TableName, tableNamed } from './table-name.ts';

/** How a history table is told from all others: by its columns. Several tools share the name `schema_migrations`. */
export interface TableShape {
  /** its default name; a table of these columns under another name counts only where `anyName` */
  name: string;
  /** where the tool always uses the same schema; otherwise any */
  schema?: string;
  /** all of these and nothing else but the optional ones */
  columns: string[];
  optional?: string[];
  /** the columns are so peculiar that the name does not matter */
  anyName?: boolean;
  /** a table that has to lie beside it (`ar_internal_metadata`), or must not (`!ar_internal_metadata`) */
  beside?: string;
}

/** The tool's own commands, as a person types them. Each returns lines to paste. */
export interface Commands {
  /** applies what is pending: `npx prisma migrate deploy` */
  apply: string;
  /** shows what is applied, where it can be asked without writing */
  status?: string;
  /** after a failure: once the half-done work is undone, or done by hand */
  resolve?(migration: string): string[];
  /** records a migration as applied without running it */
  markApplied?(migration: string): string[];
  /** takes a migration out of the history without running anything */
  forget?(migration: string): string[];
  /** `forget` takes all that comes after the migration along: it sets a position */
  forgetsLater?: true;
  /** joins several heads into one */
  merge?(heads: string[]): string[];
  /** frees a stuck lock */
  unlock?: string;
  /** finds the commits that had a migration, where no file is called by its id; null where one is */
  trace?(migration: string): string | null;
}

/** What the database side of a tool looks like, and how it says things. Nothing of it writes. */
export interface Tool {
  name: ToolName;
  /** as it calls itself: "Prisma Migrate" */
  title: string;
  tables: TableShape[];
  /** what it does with a migration that is older than the newest applied one; by the variant where that differs: ask `lateOf` */
  late: Late | ((variant?: string) => Late);
  /**
   * One SELECT of one row and one cell: JSON as text, an array of rows or whatever `read` understands. 64-bit numbers are
   * cast to text, times are ISO 8601 in UTC (`iso` in `sql.ts` of this folder). Tables are named with their schema.
   */
  query(table: HistoryTable): string;
  /** What that JSON says. Throws an Error for what cannot be: it becomes "of another shape", and unknown. */
  read(json: unknown, table: HistoryTable): Pick<History, 'keeps' | 'recorded'> & Partial<History>;
  /** under which ids of the history a migration may be recorded; by default its own id */
  keys?(migration: Migration): string[];
  /** whether the file is no longer what was applied; by default: the checksums are known and do not hold the recorded one */
  edited?(migration: Migration, recorded: Recorded, neighbours?: Neighbours): boolean;
  /** the tool's advisory lock: the keys of pg_locks (classid, objid), where they are constant */
  advisoryLock?: { classid: number; objid: number };
  /**
   * Whether a row that the repository does not have could only be the repository's own. By default every row is; Django's
   * table also holds those of installed packages, which no repository has.
   */
  own?(recorded: Recorded, project: Project): boolean;
  /**
   * What a baseline row stands for. By default it stands for everything at or below it as well, which is then never run
   * (Flyway, Atlas); `itself`: for its own migration alone (Prisma's `migrate resolve --applied`).
   */
  baseline?: 'itself';
  /**
   * By the project, and the table that was read, where the commands depend on them (`flask db upgrade`, the parent of a
   * migration, `DELETE FROM ops.history`): ask `commandsOf`.
   */
  commands: Commands | ((variant?: string, project?: Project | null, table?: TableName | null) => Commands);
}

/** All migrations and rows of a history, for checksums that build on one another (Atlas). */
export interface Neighbours {
  project: Project;
  rows: ReadonlyMap<Migration, Recorded>;
  /** rows of migrations that the repository does not have */
  foreign: Recorded[];
}

export type Late = 'runs' | 'skips' | 'refuses';

/** What a tool does with a migration of this project that is older than the newest applied one. */
export function lateOf({ late }: Tool, project: Project | null): Late {
  return typeof late === 'function' ? late(project?.variant) : late;
}

/** The commands of a tool as this project's people type them. `table`: the history, where it is not that of the project. */
export function commandsOf({ commands }: Tool, project: Project | null = null, table?: TableName): Commands {
  const named = project?.table === undefined ? null : tableNamed(project.table);
  return typeof commands === 'function' ? commands(project?.variant, project, table ?? named) : commands;
}

/** Where a tool's migrations are. */
export interface Place {
  /** from the repository's root, with `/`; '' is the root */
  directory: string;
  variant?: string;
  /** the history's table where the repository's files name another than the default */
  table?: string;
}

/** How a tool's migrations are read from a repository. Files are read, never run. */
export interface Reader {
  tool: ToolName;
  /** Where it is used; [] where it is not. Told by names and marks that no other tool has. */
  places(repository: Repository): Place[];
  /**
   * Reads them in the tool's order. `sql` holds what they run forward, as far as it can be read; `effects` and `heads` of
   * linear tools are filled in by the caller. What cannot be understood is among `problems`.
   */
  read(repository: Repository, place: Place): Project | Promise<Project>;
}
