import type { Rule } from '../../guard.ts';
import type { SchemaFacts } from '../schema-facts.ts';

/** One judgement over what was compared and expected. */
export type SchemaRule = Rule<SchemaFacts>;
