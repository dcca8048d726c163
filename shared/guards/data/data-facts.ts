import type { Operation } from '../../model/report.ts';

/** What the data rules judge. Each room adds its own part. */
export interface DataFacts {
  operation: Operation;
  /** tables that were looked at */
  tables: number;
}
