import type { Change } from '../model/change.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import type {
  ComparedEntry,
  DifferenceEntry,
  ForeignKeyEntry,
  GuardEntry,
  GuardName,
  HistoryEntry,
  Operation,
  SequenceEntry,
  TableEntry,
} from '../model/report.ts';

/** What the one sentence is made of. */
export interface Outline {
  operation: Operation;
  verdict: Verdict;
  dryRun: boolean;
  /** `verify` proved by reading alone, without nextval */
  peek: boolean;
  guards: GuardEntry[];
  /** guards that did not come to their end */
  unfinished: GuardName[];
  findings: Finding[];
  sequences: SequenceEntry[];
  migrations: HistoryEntry[];
  compared: ComparedEntry[];
  differences: DifferenceEntry[];
  tables: TableEntry[];
  foreignKeys: ForeignKeyEntry[];
  changes: Change[];
}
