import type { Request } from '../../model/request.ts';
import { commentLine } from '../../session/sql.ts';
import type { DataFacts } from './data-facts.ts';
import { nameOf } from './repairs/findings.ts';
import { type Refused, type Task, tasksFor } from './repairs/tasks.ts';

/**
 * The repairs of `fix` as statements for psql, which has to run them outside of a transaction. What this role may not do
 * is there for the owner; what needs a decision first is only shown.
 */
export function scriptOf(facts: DataFacts, request: Request): string[] {
  const { tasks, refused } = tasksFor(facts, request);
  const { lockSeconds } = request.settings.limits;
  return [...tasks.flatMap((task) => repairLines(task, lockSeconds)), ...refused.flatMap(refusalLines)];
}

/** A rebuild waits as long as it has to, as it blocks nobody: where it is given up it leaves an INVALID index behind. */
function repairLines({ subject, repair }: Task, lockSeconds: number): string[] {
  const isBrief = repair.method === 'validate';
  return [
    commentLine(`${nameOf(subject)}: ${repair.from} -> valid (${repair.method}, ${repair.lock})`),
    ...(isBrief ? [`SET lock_timeout = '${Math.ceil(lockSeconds * 1000)}ms';`] : []),
    `${repair.sql};`,
    ...(isBrief ? ['RESET lock_timeout;'] : []),
    '',
  ];
}

function refusalLines({ subject, plan }: Refused): string[] {
  return [
    commentLine(`${nameOf(subject)}: left as it is: ${plan.refusal}`),
    ...plan.sql.map((sql) => (plan.byOwner ? `${sql};` : commentLine(`${sql};`))),
    '',
  ];
}
