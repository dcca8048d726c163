import { setTimeout } from 'node:timers/promises';
import { type House, silent } from '../model/house.ts';
import type { Request } from '../model/request.ts';
import type { Wait } from '../model/story.ts';
import { type Session, withSession } from '../session/session.ts';
import { cancelBlockers } from './cancel-blockers.ts';
import { type CommandSessions, leftoversEnded, statementsCancelled } from './leftovers.ts';
import { type Look, lockWaitsQuery, lookFrom } from './lock-waits.ts';
import { type HistoryWatch, historyWatch, type Seen } from './sightings.ts';
import { type WaitLedger, waitLedger } from './wait-ledger.ts';

export interface WatchOptions {
  /** how the command's sessions are called on the server, where it takes that from PGAPPNAME */
  name: string;
  /** null: nobody is ever cancelled */
  cancelBlockersAfterSeconds: number | null;
  tell(line: string): void;
}

/** `endsLeftovers`: whether sessions that are left then have lost their program, and are ended. */
export interface WatchedUse<Result> extends WatchOptions {
  endsLeftovers?: (result: Result) => boolean;
}

const everyMs = 500;
const retryMs = 1000;
/** A program that hears of a SIGINT by itself has gone by then. */
const stopGraceMs = 1000;
/** Ending them takes five seconds at most, once there is a session. */
const leftoverMs = 15_000;
/** A watch that waits itself says nothing. */
const limits = { connectSeconds: 5, statementSeconds: 5, lockSeconds: 0.2 };

/**
 * Looks, beside `use`, which session of the deploy waits for what lock and who holds it, and tells it live; and which
 * migrations come into the histories. It goes on while a stopped command winds down, and never fails what it watches: a
 * connection that is lost is told once, and tried again. `left`: what the command left on the server and could not be ended.
 */
export async function watching<Result>(
  request: Request,
  house: House,
  options: WatchedUse<Result>,
  use: () => Promise<Result>,
): Promise<{ result: Result; waits: Wait[]; seen: Seen; left: string[] }> {
  const over = new AbortController();
  const ledger = waitLedger(options);
  const histories = historyWatch(request);
  const observed: Observations = {
    name: options.name,
    sessions: new Map(),
    began: Date.now(),
    since: null,
    connectedAt: null,
    isNamed: false,
    done: new Set(),
    ledger,
    histories,
  };
  const watch = watchUntil(over.signal, observed, { ...options, request, house });
  try {
    const result = await use();
    const waits = ledger.close(Date.now());
    over.abort();
    await watch;
    const left = options.endsLeftovers?.(result) ? await endLeftovers(observed, { ...options, request, house }) : [];
    return { result, waits, left, seen: { connectedAt: observed.connectedAt, sightings: histories.sightings } };
  } finally {
    over.abort();
    await watch;
  }
}

interface Watched extends WatchOptions {
  request: Request;
  house: House;
}

/** Also when the run was stopped: that is when there is something left. */
async function endLeftovers(observed: Observations, { request, house, tell }: Watched): Promise<string[]> {
  const own = { ...house, signal: AbortSignal.timeout(leftoverMs), progress: silent };
  return withSession({ ...request, operation: 'check' }, own, async (session) => {
    await look(session, observed);
    return leftoversEnded(session, observed, tell);
  }).catch((error: Error) => {
    tell(`lockstep: what the command left on the server could not be ended: ${error.message}`);
    return [`nobody could look: ${error.message}`];
  });
}

/** What the watch knows, over all of its connections. `began`: in milliseconds since 1970, as `connectedAt`. */
interface Observations extends CommandSessions {
  began: number;
  /** the same by the server's clock, in seconds; null until it was asked */
  since: number | null;
  connectedAt: number | null;
  isNamed: boolean;
  /** what was done to blockers */
  done: Set<string>;
  ledger: WaitLedger;
  histories: HistoryWatch;
}

async function watchUntil(
  over: AbortSignal,
  observed: Observations,
  { request, house, ...options }: Watched,
): Promise<void> {
  const { tell } = options;
  const settings = { ...request.settings, limits: { ...request.settings.limits, ...limits } };
  const asked: Request = { ...request, operation: 'check', settings };
  const isDue = afterStop(stopGraceMs);
  let isToldLost = false;
  while (!over.aborted) {
    await withSession(asked, { ...house, signal: over, progress: silent }, async (session) => {
      isToldLost = false;
      while (!over.aborted) {
        await lookAtWaits(session, observed, options);
        if (isDue(house.signal)) await statementsCancelled(session, observed, { done: observed.done, tell });
        else await observed.histories.look(session);
        await pause(everyMs, over);
      }
    }).catch((error: Error) => {
      if (over.aborted || isToldLost) return;
      isToldLost = true;
      tell(`lockstep: what the command waits for cannot be seen now: ${error.message}`);
    });
    await pause(retryMs, over);
  }
}

/** Whether a stop is so long ago. */
function afterStop(graceMs: number): (signal: AbortSignal) => boolean {
  let since: number | null = null;
  return ({ aborted }) => {
    if (aborted) since ??= Date.now();
    return since !== null && Date.now() - since >= graceMs;
  };
}

async function lookAtWaits(session: Session, observed: Observations, options: WatchOptions): Promise<void> {
  const { ledger, done } = observed;
  const { tell, cancelBlockersAfterSeconds: afterSeconds } = options;
  ledger.take(await look(session, observed), Date.now());
  if (afterSeconds !== null) await cancelBlockers(session, ledger, { afterSeconds, tell, done });
}

async function look(session: Session, observed: Observations): Promise<Look> {
  const { name, sessions } = observed;
  observed.since ??= await sinceOnServer(session, observed.began);
  const [rows] = await session.read(lockWaitsQuery({ name, since: observed.since, isNamed: observed.isNamed }));
  const seen = lookFrom(Object.values(rows?.[0] ?? {})[0]);
  observed.isNamed ||= seen.isNamed;
  if (seen.sessions.length > 0) observed.connectedAt ??= Date.now();
  for (const each of seen.sessions) sessions.set(`${each.pid} ${each.began}`, each);
  return seen;
}

/** Rather too early than too late, by as long as the answer took: the command may connect at once. */
async function sinceOnServer(session: Session, began: number): Promise<number> {
  const [rows] = await session.read('SELECT extract(epoch FROM clock_timestamp())::float AS now');
  return Number(rows?.[0]?.now) - (Date.now() - began) / 1000;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}
