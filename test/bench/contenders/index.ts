import type { Contender } from '../contender.ts';
import { checkPostgres } from './check-postgres.ts';
import { built, source } from './command.ts';
import { block, filledOnly, heedless, lastValues, statements } from './floor.ts';
import { lockstep } from './lockstep.ts';
import { loop } from './loop.ts';
import { wiki } from './wiki.ts';

/** All contenders, in the order of the table. */
export const contenders: Contender[] = [
  lockstep,
  built,
  source,
  lastValues,
  statements,
  block,
  filledOnly,
  heedless,
  loop,
  wiki,
  checkPostgres,
];
