import type { Contender } from '../contender.ts';
import { block } from './by-hand/block.ts';
import { filledOnly } from './by-hand/filled-only.ts';
import { heedless } from './by-hand/heedless.ts';
import { lastValues } from './by-hand/last-values.ts';
import { statements } from './by-hand/statements.ts';
import { checkPostgres } from './check-postgres.ts';
import { built, source } from './command.ts';
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
