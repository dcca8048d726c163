import type { Words } from './entry.ts';

/** Rows that refer to nothing, and keys that are not unique. */
export const dataReferenceWords: Words[] = [];
