import type { Wait } from '../model/story.ts';
import { described, lockOf, shortened, spanOf } from './blockers.ts';
import type { LockWait, Look } from './lock-waits.ts';

/** Keeps account of who waited, from one look to the next. */
export interface WaitLedger {
  /** What a look at `now` (milliseconds) saw; tells what is new. */
  take(look: Pick<Look, 'waits'>, now: number): void;
  /** Waits that go on, and since when (milliseconds). */
  open(): { wait: LockWait; record: Wait; since: number }[];
  /** All of them, with those that go on ended at `now`. */
  close(now: number): Wait[];
}

interface Open {
  wait: LockWait;
  record: Wait;
  since: number;
  tellAt: number;
}

const firstIntervalMs = 5000;
const longestIntervalMs = 60_000;

/** `tell` hears a line when a wait begins, at growing intervals, and when it ends. */
export function waitLedger({ tell }: { tell(line: string): void }): WaitLedger {
  const ended: Wait[] = [];
  const open = new Map<string, Open>();
  const end = (key: string, { record, since, wait }: Open, now: number) => {
    record.seconds = Math.max(0, now - since) / 1000;
    ended.push(record);
    open.delete(key);
    tell(`lockstep: ${lockOf(wait)} came free after ${spanOf(record.seconds)}`);
  };
  return {
    take({ waits }, now) {
      const here = new Map(waits.map((wait) => [keyOf(wait), wait]));
      for (const [key, before] of [...open]) if (!here.has(key)) end(key, before, now);
      for (const [key, wait] of here) {
        const before = open.get(key);
        if (before === undefined) open.set(key, begun(wait, now, tell));
        else goesOn(before, wait, { now, tell });
      }
    },
    open: () => [...open.values()],
    close(now) {
      for (const [key, before] of [...open]) end(key, before, now);
      return ended;
    },
  };
}

function keyOf({ pid, began, locktype, mode, object }: LockWait): string {
  return [pid, began, locktype, mode, object].join(' ');
}

function begun(wait: LockWait, now: number, tell: (line: string) => void): Open {
  const since = now - wait.seconds * 1000;
  const record: Wait = {
    at: new Date(since).toISOString(),
    seconds: 0,
    statement: wait.query === null ? '' : shortened(wait.query),
    lock: wait.mode,
    object: wait.object,
    blockers: [],
    cancelled: [],
  };
  remember(record, wait);
  for (const line of sentences(wait, wait.seconds)) tell(line);
  return { wait, record, since, tellAt: now + firstIntervalMs };
}

function goesOn(open: Open, wait: LockWait, { now, tell }: { now: number; tell(line: string): void }): void {
  open.wait = wait;
  remember(open.record, wait);
  if (now < open.tellAt) return;
  for (const line of sentences(wait, (now - open.since) / 1000)) tell(line);
  open.tellAt = now + Math.min(longestIntervalMs, Math.max(firstIntervalMs, now - open.since));
}

/** Everybody who ever held it up, each as last seen. */
function remember(record: Wait, { blockers }: LockWait): void {
  for (const blocker of blockers) {
    const entry = { pid: blocker.pid, description: described(blocker) };
    const at = record.blockers.findIndex(({ pid }) => pid === blocker.pid);
    if (at === -1) record.blockers.push(entry);
    else record.blockers[at] = entry;
  }
}

function sentences(wait: LockWait, seconds: number): string[] {
  const statement = wait.query === null ? '' : `: ${shortened(wait.query)}`;
  const queue = wait.behind === 0 ? '' : `, and ${wait.behind} more wait for the same table`;
  return [
    `lockstep: waiting for ${lockOf(wait)} for ${spanOf(seconds)}${queue}${statement}`,
    ...wait.blockers.map((blocker) => `lockstep:   held up by ${described(blocker)}`),
  ];
}
