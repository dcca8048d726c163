import pLimit from 'p-limit';
import { HttpError } from '../../shared/answer/problem.ts';

const mostAtOnce = 20;
const mostWaiting = 200;

/** The runs of a server: so many at once, a line for some more, and an end. */
export interface Runs {
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Lets it run by itself; the end of the server waits for it. */
  aside(work: () => Promise<void>): void;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
}

export function runsOf(): Runs {
  const limit = pLimit(mostAtOnce);
  const aside = new Set<Promise<void>>();
  return {
    async inTurn(work) {
      if (limit.pendingCount < mostWaiting) return limit(work);
      const answer = { status: 503, headers: { 'retry-after': '5' }, code: 'target/busy' };
      throw new HttpError(answer, `${mostWaiting} calls are waiting already`, 'call again a little later');
    },
    aside(work) {
      const promise = work()
        .catch(() => {})
        .finally(() => aside.delete(promise));
      aside.add(promise);
    },
    async idle() {
      await Promise.allSettled(aside);
    },
  };
}
