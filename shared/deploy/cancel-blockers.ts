import type { Session } from '../session/session.ts';
import { literal } from '../session/sql.ts';
import { described } from './blockers.ts';
import type { Blocker } from './lock-waits.ts';
import type { WaitLedger } from './wait-ledger.ts';

export interface CancelOptions {
  afterSeconds: number;
  tell(line: string): void;
  /** what was done to whom, so that it is done once: it lasts from one look to the next */
  done: Set<string>;
}

/**
 * Cancels those who have held the deploy up for longer than is allowed: the statement of one that works, the connection of
 * one that idles in its transaction, as there is no statement to cancel. Only who does not wait for somebody else: the
 * others go on when that one is gone. Never the deploy's own sessions, replication, or an autovacuum that prevents
 * wraparound, and nobody of whom this role may not see what he does.
 */
export async function cancelBlockers(session: Session, ledger: WaitLedger, options: CancelOptions): Promise<void> {
  for (const { wait, record, since } of ledger.open()) {
    if (Date.now() - since < options.afterSeconds * 1000) continue;
    for (const blocker of wait.blockers.filter(({ isWaiting }) => !isWaiting)) {
      const isCancelled = await cancelled(session, blocker, options);
      if (isCancelled && !record.cancelled.includes(blocker.pid)) record.cancelled.push(blocker.pid);
    }
  }
}

async function cancelled(session: Session, blocker: Blocker, { tell, done }: CancelOptions): Promise<boolean> {
  const spared = whySpared(blocker);
  const idle = blocker.state?.startsWith('idle') ?? false;
  const way = idle ? 'pg_terminate_backend' : 'pg_cancel_backend';
  const key = `${spared ?? way} ${blocker.pid} ${blocker.began}`;
  if (done.has(key)) return false;
  done.add(key);
  if (spared !== null) {
    tell(`lockstep: not cancelled, ${spared}: ${described(blocker)}`);
    return false;
  }
  const answer = await session.change(signalSql(way, blocker)).catch((error: Error) => error);
  const failure = answer instanceof Error ? answer.message : null;
  if (failure !== null) tell(`lockstep: could not cancel pid ${blocker.pid}: ${failure}`);
  if (answer instanceof Error || answer[0]?.[0]?.done !== true) return false;
  tell(`lockstep: ${idle ? 'ended the connection of' : 'cancelled the statement of'} ${described(blocker)}`);
  return true;
}

/** Only while it is the same session: a pid is given again. */
function signalSql(way: string, { pid, began }: Blocker): string {
  return `SELECT ${way}(pid) AS done FROM pg_stat_activity WHERE pid = ${pid} AND backend_start::text = ${literal(began ?? '')}`;
}

function whySpared({ pid, isOurs, state, kind, query }: Blocker): string | null {
  if (pid === 0) return 'as it has no session';
  if (isOurs) return "as it is Lockstep's own";
  if (kind === null || (kind === 'client backend' && state === null)) return 'as this role may not see what it does';
  if (kind === 'autovacuum worker') {
    return query?.includes('to prevent wraparound') ? 'as it prevents wraparound' : null;
  }
  return kind === 'client backend' ? null : `as it is a ${kind}`;
}
