import type { InterruptedError, LockstepError } from '../model/errors.ts';
import { type Finding, findingFrom } from '../model/finding.ts';
import type { Story } from '../model/story.ts';
import type { Came, Course } from './course.ts';

/** How an error of the family ends a deploy. */
export function endingFrom(error: LockstepError, course: Course): NonNullable<Came['ends']> {
  return { outcome: outcomeOf(error, course), findings: [findingOf(error, course)] };
}

function outcomeOf(error: LockstepError, { begun }: Course): Exclude<Story['outcome'], 'planned' | 'succeeded'> {
  if (isInterruption(error)) return 'interrupted';
  return begun ? 'failed' : 'refused';
}

function isInterruption(error: LockstepError): error is InterruptedError {
  return error.code === 'target/interrupted';
}

function findingOf(error: LockstepError, { begun, request }: Course): Finding {
  const finding = findingFrom(error, request.owner.name);
  if (!begun) return finding;
  // Once the command has run, what is half done blocks, whatever kept it from being finished.
  const { unknown: _unknown, ...known } = finding;
  return { ...known, code: isInterruption(error) ? 'deploy/interrupted' : error.code, severity: 'block' };
}
