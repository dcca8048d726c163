import type { Rule } from '../../guard.ts';
import type { MigrationFacts } from '../migration-facts.ts';

/** One judgement over all migrations. */
export type MigrationRule = Rule<MigrationFacts>;
