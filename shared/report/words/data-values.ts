import type { Words } from './entry.ts';

/** Counts and values. */
export const dataValueWords: Words[] = [];
