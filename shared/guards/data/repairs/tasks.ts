import type { Change } from '../../../model/change.ts';
import type { Subject } from '../../../model/finding.ts';
import type { Request } from '../../../model/request.ts';
import { waysToName } from '../../only.ts';
import type { Refusal } from '../../refusal.ts';
import type { DataFacts } from '../data-facts.ts';
import { ignoredData } from '../ignore.ts';
import type { InvalidIndex, NotValidConstraint } from '../states/states.ts';
import { constraintSubject, indexSubject, type Plan, type Repair, rebuilding, validation } from './plan.ts';

/** A repair to be done. */
export interface Task {
  subject: Subject;
  repair: Repair;
}

/** An object that is left as it is. */
export interface Refused {
  subject: Subject;
  plan: Refusal;
}

/**
 * What is done to which object, and what is not: constraints first, as they need the least time. With `--only` those that
 * are named, ignored or not: `name`, `schema.name`, or a constraint with its table, `schema.table.name`.
 */
export function tasksFor(facts: DataFacts, request: Request): { tasks: Task[]; refused: Refused[] } {
  const planned = [
    ...facts.states.notValid.map((constraint) => plannedValidation(constraint, facts)),
    ...facts.states.invalid.flatMap((index) => plannedRebuilding(index, facts)),
  ];
  const chosen = chosenFrom(planned, request);
  const tasks: Task[] = [];
  const refused: Refused[] = [];
  for (const { subject, plan } of chosen) {
    if ('repair' in plan) tasks.push({ subject, repair: plan.repair });
    else refused.push({ subject, plan });
  }
  return { tasks, refused };
}

interface Planned {
  code: string;
  subject: Subject;
  plan: Plan;
}

function plannedValidation(constraint: NotValidConstraint, facts: DataFacts): Planned {
  return { code: 'data/not-validated', subject: constraintSubject(constraint), plan: validation(constraint, facts) };
}

function plannedRebuilding(index: InvalidIndex, facts: DataFacts): Planned[] {
  const plan = rebuilding(index, facts);
  return plan === null ? [] : [{ code: 'data/invalid-index', subject: indexSubject(index), plan }];
}

function chosenFrom(planned: Planned[], { fix: { only }, settings }: Request): Planned[] {
  const isIgnored = ignoredData(settings.data);
  if (only.length === 0) return planned.filter((each) => !isIgnored(each));
  return planned.filter(({ subject: { schema, table, name } }) =>
    waysToName({ schema, table, name }).some((way) => only.includes(way)),
  );
}

/** What was done, or with `--dry-run` would be. There is nothing to undo: no row and no definition changes. */
export function changeOf({ subject, repair }: Task, applied: boolean): Change {
  const { method, lock, from, sql, note } = repair;
  return {
    subject,
    method,
    lock,
    from,
    to: 'valid',
    applied,
    sql: [sql],
    undo: '',
    ...(note === null ? {} : { note }),
  };
}
