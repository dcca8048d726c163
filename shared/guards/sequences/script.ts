import type { Request } from '../../model/request.ts';
import { commentLine } from '../../session/sql.ts';
import type { Task } from './apply.ts';
import { nameOf } from './findings.ts';
import { chosenFrom, plansFor, type Refused } from './fix.ts';
import type { SequenceFacts } from './sequence.ts';

/**
 * The repairs as a script for psql, in the very statements that `fix` runs: each reads the sequence afresh, moves it
 * forward only, and may be run again. What this role may not do is there for the owner. What fix does besides, waiting
 * for writers, is left to running check afterwards.
 */
export function sequenceScript(facts: SequenceFacts, request: Request): string[] {
  const { tasks, refused } = plansFor(chosenFrom(facts.sequences, request), facts, request);
  return [...tasks.flatMap(repairLines), ...refused.flatMap(refusalLines)];
}

function repairLines({ sequence, repair }: Task): string[] {
  const { from, to, method, note } = repair;
  return [
    commentLine(`${nameOf(sequence)}: ${from} -> ${to} (${method})`),
    ...(note === null ? [] : [commentLine(note)]),
    `${repair.sql};`,
    '',
  ];
}

/** What its owner can run is to be run; what changes a table, or does what is done above in part, is only shown. */
function refusalLines({ sequence, plan, without }: Refused): string[] {
  const done = without === null ? 'not moved' : `moved without ${without}`;
  const runs = plan.byOwner && without === null;
  return [
    commentLine(`${nameOf(sequence)}: ${done}: ${plan.refusal}`),
    ...plan.sql.map((sql) => (runs ? `${sql};` : commentLine(`${sql};`))),
    '',
  ];
}
