import type { Operation } from '../../model/report.ts';
import type { CountFacts } from './counts/counts.ts';
import type { ReferenceFacts } from './references/references.ts';
import type { StateFacts } from './states/states.ts';
import type { ValueFacts } from './values/facts.ts';

/** What the data rules judge. Each room adds its own part. */
export interface DataFacts {
  operation: Operation;
  /** tables that were looked at */
  tables: number;
  references: ReferenceFacts;
  states: StateFacts;
  counts: CountFacts;
  values: ValueFacts;
}
