import { setTimeout as pause } from 'node:timers/promises';
import { HttpError } from '../../../shared/answer/problem.ts';

/**
 * Slows down whoever guesses: an attempt that comes to null is answered only after `wrongMs`, and no more than `most`
 * attempts are weighed at a time.
 * @throws HttpError 429 where as many are
 */
export function slowed({ wrongMs = 1_000, most = 5 } = {}) {
  let weighed = 0;
  return async <Result>(attempt: () => Promise<Result | null>): Promise<Result | null> => {
    if (weighed >= most) {
      const answer = { status: 429, headers: { 'retry-after': '2' }, code: 'usage/unauthorized' };
      throw new HttpError(answer, 'too many wrong tokens at once', 'try again in a few seconds');
    }
    weighed += 1;
    try {
      const result = await attempt();
      if (result === null) await pause(wrongMs);
      return result;
    } finally {
      weighed -= 1;
    }
  };
}
