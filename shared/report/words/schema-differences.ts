import type { Words } from './entry.ts';

/** Two schemas that are not alike. */
export const schemaDifferenceWords: Words[] = [];
