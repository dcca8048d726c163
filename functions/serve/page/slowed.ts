import { setTimeout as pause } from 'node:timers/promises';
import { HttpError } from '../../../shared/answer/problem.ts';

/**
 * Slows down whoever guesses: an attempt that comes to null is answered only after `wrongMs`, `most` of them at a time. One that
 * comes to more waits for nobody, so that guesses keep no right one out; a token is too long to be guessed at any speed.
 * @throws HttpError 429 where as many wrong ones wait
 */
export function slowed({ wrongMs = 1_000, most = 5 } = {}) {
  let waiting = 0;
  return async <Result>(attempt: () => Promise<Result | null>): Promise<Result | null> => {
    const result = await attempt();
    if (result !== null) return result;
    if (waiting >= most) {
      const answer = { status: 429, headers: { 'retry-after': '2' }, code: 'usage/unauthorized' };
      throw new HttpError(answer, 'too many wrong tokens at once', 'try again in a few seconds');
    }
    waiting += 1;
    await pause(wrongMs);
    waiting -= 1;
    return null;
  };
}
