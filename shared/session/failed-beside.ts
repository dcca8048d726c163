import { InterruptedError, LockstepError } from '../model/errors.ts';

/**
 * What is wrong with another target than the one that is asked about: told, and no end of the run.
 * @throws whatever else it is: a mistake of our own, or that the run itself was stopped
 */
export function failedBeside(error: unknown): LockstepError {
  if (!(error instanceof LockstepError) || error instanceof InterruptedError) throw error;
  return error;
}
