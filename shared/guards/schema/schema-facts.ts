import type { Operation } from '../../model/report.ts';
import type { Step } from './difference.ts';

/**
 * What the schema was compared with, and what came of it. `name`: a target, a file; `at`: when it was kept, as ISO 8601.
 * `steps`: a difference each, with how it is undone. `failure`: why it could not be compared, in words.
 */
export interface Comparison {
  source: 'target' | 'file' | 'manifest' | 'archive';
  name: string;
  at?: string;
  steps: Step[];
  /** objects of the target that were compared */
  examined: number;
  /** what neither side could see */
  unseen: string[];
  failure: string | null;
}

/** Who changes the schema at this moment, so that a snapshot had to wait for it in vain. */
export interface Changing {
  pid: number;
  /** as ISO 8601 */
  since: string;
  statement: string;
  waitsFor: number[];
}

/** Something that `expect` of the configuration asks for, and what the database has. */
export interface Expected {
  code: string;
  /** as in the configuration: `public.system_config` */
  object: string;
  wanted: string;
  /** null: it is not there */
  found: string | null;
  /** why nobody could look */
  unread?: string;
  sql: string[];
}

export interface SchemaFacts {
  operation: Operation;
  comparisons: Comparison[];
  changing: Changing | null;
  /** what is not as expected, or could not be looked at */
  expected: Expected[];
  /** how many expectations there are */
  expectations: number;
}
