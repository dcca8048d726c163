import type { Words } from './entry.ts';

/** States of indexes, constraints and triggers. */
export const dataStateWords: Words[] = [];
