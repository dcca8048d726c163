import { ConnectionError, InterruptedError, LockstepError, RefusedError } from '../model/errors.ts';
import type { MakingPlan } from './maker.ts';

/** No restore point can be made, or none be found. Nothing was changed. */
export function refused(message: string, next: string): RefusedError {
  return new RefusedError('deploy/no-restore-point', message, next);
}

/** What would make it does not answer. */
export function unreachable(message: string, next: string): ConnectionError {
  return new ConnectionError('deploy/no-restore-point', message, next);
}

/** It was stopped. `left`: what there is now that was not there before. */
export function stopped(left: string): InterruptedError {
  return new InterruptedError('target/interrupted', `stopped while a restore point was made; ${left}`, 'run again');
}

/** A plan, whose obstacle is what `look` is refused for. */
export async function planned(
  look: () => Promise<Pick<MakingPlan, 'sentence' | 'back'>>,
  otherwise: string,
): Promise<MakingPlan> {
  try {
    return { ...(await look()), obstacle: null };
  } catch (error) {
    if (!(error instanceof LockstepError) || error instanceof InterruptedError) throw error;
    return { sentence: otherwise, back: [], obstacle: `${error.message}; ${error.next}` };
  }
}
