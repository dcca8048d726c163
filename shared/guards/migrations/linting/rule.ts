import type { LintClass } from '../../../model/report.ts';
import type { Context, Name, Statement } from './statement.ts';

/** The table locks of PostgreSQL as pg_locks names them. https://www.postgresql.org/docs/current/explicit-locking.html */
export type LockMode =
  | 'AccessShareLock'
  | 'RowShareLock'
  | 'RowExclusiveLock'
  | 'ShareUpdateExclusiveLock'
  | 'ShareLock'
  | 'ShareRowExclusiveLock'
  | 'ExclusiveLock'
  | 'AccessExclusiveLock';

/**
 * What makes it hurt. It decides what the database at hand can change about the class:
 *
 * - `scan`, `rewrite`, `build`: takes as long as the table is large; on a small and quiet one it is safe
 * - `lock`: brief, but everybody queues behind it; on a quiet table it is safe
 * - `compatibility`: breaks the code that runs while the deploy is under way, whatever the size
 * - `data`: loses data or hides it; only where the table is known to be empty it is safe
 * - `loss`: loses data, and breaks the code that runs while the deploy is under way: on an empty table careful still
 * - `failure`: the statement fails as it is, here or on rows that are in the way
 * - `opaque`: nobody can tell what it does
 */
export type Hazard = 'scan' | 'rewrite' | 'build' | 'lock' | 'compatibility' | 'data' | 'loss' | 'failure' | 'opaque';

/** Rows that would be in the way, counted beforehand. `sql` returns one row and cell, the count, and stops at 1000. */
export interface Probe {
  table: Name;
  sql: string;
  /** "rows without a value in users.email" */
  what: string;
}

/** What a rule says of one statement. */
export interface Hit {
  /** one sentence, about this statement: what it does to whom */
  message: string;
  /** where it is not the rule's own */
  class?: LintClass;
  hazard?: Hazard;
  lock?: LockMode | null;
  /** the table that bears it: its size and traffic weigh */
  table?: Name;
  /** the safe way to the same end, for this very statement, ready to paste */
  sql?: string[];
  /** where it takes several deploys: the steps */
  recipe?: string[];
  probe?: Probe;
}

/** One lint rule, whole: what it looks for, its reason, and the examples that its tests and its docs show. */
export interface LintRule {
  /** as its file is called; never renamed */
  name: string;
  /** a matter of style: judged only where `migrations.lint` of the settings names it with a class */
  off?: true;
  /** the statements that it may find something in, as the parser calls them, so that it is not asked about others; absent: all */
  kinds?: string[];
  /** of its usual hit */
  class: Exclude<LintClass, 'safe'>;
  hazard: Hazard;
  /** the strongest lock on a table that its unsafe example takes; null: none on a table */
  lock: LockMode | null;
  /** one line, a whole statement: "CREATE INDEX keeps writers out for as long as it builds." */
  title: string;
  /** why it hurts: a paragraph of plain sentences */
  why: string;
  /** PostgreSQL versions where it differs: "before 12 ..."; '' where all are alike */
  versions: string;
  /** steps where the safe way takes several deploys */
  recipe?: string[];
  /** `setup` makes the tables; `unsafe` has to be found by this rule, `safe` by none that is dangerous */
  example: { setup: string; unsafe: string; safe: string };
  judge(statement: Statement, context: Context): Hit[];
}
