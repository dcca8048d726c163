import { setTimeout } from 'node:timers/promises';
import { type House, silent } from '../model/house.ts';
import type { Request } from '../model/request.ts';
import type { Wait } from '../model/story.ts';
import { type Session, withSession } from '../session/session.ts';
import { cancelBlockers } from './cancel-blockers.ts';
import { lockWaitsQuery, lookFrom } from './lock-waits.ts';
import { type WaitLedger, waitLedger } from './wait-ledger.ts';

export interface WatchOptions {
  /** null: nobody is ever cancelled */
  cancelBlockersAfterSeconds: number | null;
  tell(line: string): void;
}

const everyMs = 500;
const retryMs = 1000;
/** A watch that waits itself says nothing. */
const limits = { connectSeconds: 5, statementSeconds: 5, lockSeconds: 1 };

/**
 * Looks, beside `use`, which session of the deploy waits for what lock and who holds it, and tells it live. It goes on while
 * a stopped command winds down, and never fails what it watches: a connection that is lost is told once, and tried again.
 */
export async function watching<Result>(
  request: Request,
  house: House,
  options: WatchOptions,
  use: () => Promise<Result>,
): Promise<{ result: Result; waits: Wait[] }> {
  const over = new AbortController();
  const ledger = waitLedger(options);
  const watch = watchUntil(over.signal, ledger, { ...options, request, house });
  try {
    const result = await use();
    return { result, waits: ledger.close(Date.now()) };
  } finally {
    over.abort();
    await watch;
  }
}

interface Watched extends WatchOptions {
  request: Request;
  house: House;
}

async function watchUntil(
  over: AbortSignal,
  ledger: WaitLedger,
  { request, house, ...options }: Watched,
): Promise<void> {
  const settings = { ...request.settings, limits: { ...request.settings.limits, ...limits } };
  const asked: Request = { ...request, operation: 'check', settings };
  const seen: Seen = { began: Date.now(), isNamed: false, done: new Set<string>() };
  let isToldLost = false;
  while (!over.aborted) {
    await withSession(asked, { ...house, signal: over, progress: silent }, async (session) => {
      isToldLost = false;
      while (!over.aborted) {
        await look(session, ledger, { ...options, seen });
        await pause(everyMs, over);
      }
    }).catch((error: Error) => {
      if (over.aborted || isToldLost) return;
      isToldLost = true;
      options.tell(`lockstep: what the command waits for cannot be seen now: ${error.message}`);
    });
    await pause(retryMs, over);
  }
}

interface Seen {
  began: number;
  isNamed: boolean;
  done: Set<string>;
}

async function look(session: Session, ledger: WaitLedger, options: WatchOptions & { seen: Seen }): Promise<void> {
  const { seen, tell, cancelBlockersAfterSeconds: afterSeconds } = options;
  const sinceMs = Date.now() - seen.began;
  const [rows] = await session.read(lockWaitsQuery({ sinceMs, isNamed: seen.isNamed }));
  const found = lookFrom(Object.values(rows?.[0] ?? {})[0]);
  seen.isNamed ||= found.isNamed;
  ledger.take(found, Date.now());
  if (afterSeconds !== null) await cancelBlockers(session, ledger, { afterSeconds, tell, done: seen.done });
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}
