import type { Operation } from '../../model/report.ts';
import type { CountFacts } from './counts/counts.ts';
import type { ReferenceFacts } from './references/references.ts';
import type { StateFacts } from './states/states.ts';
import type { ValueFacts } from './values/facts.ts';

/** A part of the data guard that reads the catalog by itself. */
export type PartName = 'references' | 'states' | 'counts' | 'values';

/** What the data rules judge. Each room adds its own part. */
export interface DataFacts {
  operation: Operation;
  /** tables that were looked at */
  tables: number;
  /** parts that are empty because the server refused to read the catalog for them */
  failed: { part: PartName; target: string; sqlState: string; reason: string }[];
  references: ReferenceFacts;
  states: StateFacts;
  counts: CountFacts;
  values: ValueFacts;
}
