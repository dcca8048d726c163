import type { SchemaRule } from './rule.ts';

/** Every rule of this guard. A new one is its file and a line here, its words, its test. */
export const rules: SchemaRule[] = [];
