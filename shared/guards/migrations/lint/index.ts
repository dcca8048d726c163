import type { LintRule } from '../linting/rule.ts';
import { createIndexNotConcurrently } from './create-index-not-concurrently.ts';

/** Every lint rule. A new one is its file and a line here. */
export const lintRules: LintRule[] = [createIndexNotConcurrently];
