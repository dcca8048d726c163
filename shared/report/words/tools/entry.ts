import type { ToolName } from '../../../model/manifest.ts';

/** What a person reads about one migration tool, beside what its `Tool` says itself. Each text is a paragraph. */
export interface ToolWords {
  tool: ToolName;
  /** how it is recognised in a repository, and which of its settings are read */
  found: string;
  /** what joins a file to its row, and in which order files are */
  joined: string;
  /** checksums, and whether an edited file shows */
  edited: string;
  /** what a failure leaves in the table */
  failed: string;
  /** locks that are seen */
  locks: string;
  /** how much of its migrations is read as SQL */
  sql: string;
  /** what Lockstep says that the tool itself does not */
  more: string;
  /** what cannot be told */
  unknown: string;
  /** what becomes of a migration older than the newest applied one, where that is not what all tools of its kind do */
  late?: string;
  /** with what the commands are shown */
  sample?: { id: string; heads?: string[]; parent?: string };
  /** other layouts or ways to call it: by the project's `variant` */
  variants?: { variant: string; title: string }[];
}
