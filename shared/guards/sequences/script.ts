import type { Request } from '../../model/request.ts';
import { nameOf } from './findings.ts';
import { chosenFrom, plansFor } from './fix.ts';
import type { SequenceFacts } from './sequence.ts';

/**
 * The repairs as a script for psql, in the very statements that `fix` runs: each reads the sequence afresh, moves it
 * forward only, and may be run again. What fix does besides, waiting for writers, is left to running check afterwards.
 */
export function sequenceScript(facts: SequenceFacts, request: Request): string[] {
  const { tasks } = plansFor(chosenFrom(facts.sequences, request.fix.only), facts, request.fix);
  return tasks.flatMap(({ sequence, repair }) => [
    `-- ${nameOf(sequence).replaceAll(/[\r\n]+/g, ' ')}: ${repair.from} -> ${repair.to} (${repair.method})`,
    `${repair.sql};`,
    '',
  ]);
}
