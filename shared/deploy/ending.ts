import type { InterruptedError, LockstepError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
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
  const { code, message, next, exitCode } = error;
  // Once the command has run, what is half done blocks, whatever kept it from being finished.
  const weight =
    exitCode === 1 || begun ? { severity: 'block' as const } : { severity: 'warn' as const, unknown: true };
  return {
    code: begun && isInterruption(error) ? 'deploy/interrupted' : code,
    ...weight,
    subject: { kind: 'target', name: request.owner.name },
    message,
    evidence: {},
    remedy: { summary: next, automatic: false },
  };
}
