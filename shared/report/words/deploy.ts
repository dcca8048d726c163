import type { Words } from './entry.ts';

/** What `lockstep deploy` refuses, and what goes wrong on the way. */
export const deployWords: Words[] = [];
