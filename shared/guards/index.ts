import { data } from './data/index.ts';
import type { Guard } from './guard.ts';
import { migrations } from './migrations/index.ts';
import { schema } from './schema/index.ts';
import { sequences } from './sequences/index.ts';

/** The guards, in the order in which they run. A guard's facts are its own business. */
export const guards: Guard<unknown>[] = [
  sequences as Guard<unknown>,
  migrations as Guard<unknown>,
  schema as Guard<unknown>,
  data as Guard<unknown>,
];
