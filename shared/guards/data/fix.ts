import type { Change } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import type { Refusal } from '../refusal.ts';
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
  const until = Date.now() + totalSeconds * share * 1000;
  for (const those of sessionsOf(tasks)) {
    const statementSeconds = Math.ceil((until - Date.now()) / 1000);
    if (statementSeconds <= 0) {
      findings.push(...those.map(({ subject, repair }) => notFixed(subject, noTime(repair.sql))));
      continue;
    }
    // A rebuild waits for old transactions, and holds nobody up meanwhile: a short wait would make it fail half-way.
    const waits = those.some(({ repair }) => repair.method === 'reindex');
    const limits = { statementSeconds, lockSeconds: waits ? statementSeconds : lockSeconds };
    const repaired = (other: Session) => apply(other, those, { lockSeconds, done });
    findings.push(...(await session.beside(session.target, repaired, { limits })));
  }
  return findings;
}

/** Constraints together, each index by itself: a session's limits stay as they were when it was opened. */
function sessionsOf(tasks: Task[]): Task[][] {
  const constraints = tasks.filter(({ repair }) => repair.method === 'validate');
  const indexes = tasks.filter(({ repair }) => repair.method === 'reindex');
  return [constraints, ...indexes.map((task) => [task])].filter((those) => those.length > 0);
}

function noTime(sql: string): Refusal {
  const advice = 'run fix again, or give it longer (--timeout, limits.totalSeconds)';
  return { refusal: 'the time for the run is used up', advice, sql: [sql], byOwner: false };
}
