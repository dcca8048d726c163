import type { Rule } from '../../guard.ts';
import type { DataFacts } from '../data-facts.ts';

/** One judgement over what the rows and the catalog say. */
export type DataRule = Rule<DataFacts>;
