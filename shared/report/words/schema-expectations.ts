import type { Words } from './entry.ts';

/** What the configuration expects and the database has not. */
export const schemaExpectationWords: Words[] = [];
