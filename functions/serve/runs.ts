import pLimit, { type LimitFunction } from 'p-limit';
import { HttpError } from '../../shared/answer/problem.ts';

const mostAtOnce = 20;
const mostWaiting = 200;

/** The runs of a server: so many at once, a line for some more, and an end. */
export interface Runs {
  /** @throws HttpError where too many wait */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * The same for what nobody waits for but the end of the server: once this returns, its turn is certain.
   * @throws HttpError as `inTurn`, and at once
   */
  aside(work: () => Promise<void>): void;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
}

export function runsOf(): Runs {
  const limit = pLimit(mostAtOnce);
  const aside = new Set<Promise<void>>();
  return {
    async inTurn(work) {
      requireRoom(limit);
      return limit(work);
    },
    aside(work) {
      requireRoom(limit);
      const promise = limit(work)
        .catch(() => {})
        .finally(() => aside.delete(promise));
      aside.add(promise);
    },
    async idle() {
      // More may come while these end.
      while (aside.size > 0) await Promise.allSettled(aside);
    },
  };
}

function requireRoom({ activeCount, pendingCount }: LimitFunction): void {
  if (activeCount + pendingCount < mostAtOnce + mostWaiting) return;
  const answer = { status: 503, headers: { 'retry-after': '5' }, code: 'target/busy' };
  throw new HttpError(answer, `${mostWaiting} calls are waiting already`, 'call again a little later');
}
