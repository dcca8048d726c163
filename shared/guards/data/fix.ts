import type { Change } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import type { DataFacts } from './data-facts.ts';
import { apply } from './repairs/apply.ts';
import { notFixed } from './repairs/findings.ts';
import { changeOf, type Task, tasksFor } from './repairs/tasks.ts';

/** Of the time for the whole run, so that what a rebuild left can still be told. */
const share = 0.8;

/**
 * Validates constraints and rebuilds indexes, in a session of its own that gives each statement time. Nobody who reads or
 * writes rows waits for it, and no row is changed. A crash between any two steps leaves every object as it was or valid;
 * one in the middle of a rebuild leaves another INVALID index, which the next check names.
 * @throws UsageError where `only` names nothing
 */
export async function fixData(
  session: Session,
  facts: DataFacts,
  { request, changes }: { request: Request; changes: Change[] },
): Promise<Finding[]> {
  const { tasks, refused } = tasksFor(facts, request);
  const findings = refused.map(({ subject, plan }) => notFixed(subject, plan));
  if (request.fix.dryRun) {
    changes.push(...tasks.map((task) => changeOf(task, false)));
    return findings;
  }
  const done = (task: Task) => changes.push(changeOf(task, true));
  const { lockSeconds, totalSeconds } = request.settings.limits;
  const statementSeconds = Math.ceil(totalSeconds * share);
  for (const method of ['validate', 'reindex'] as const) {
    const those = tasks.filter(({ repair }) => repair.method === method);
    if (those.length === 0) continue;
    // A rebuild waits for old transactions, and holds nobody up meanwhile: a short wait would make it fail half-way.
    const limits = { statementSeconds, lockSeconds: method === 'validate' ? lockSeconds : statementSeconds };
    const repaired = (other: Session) => apply(other, those, { lockSeconds, done });
    findings.push(...(await session.beside(session.target, repaired, { limits })));
  }
  return findings;
}
