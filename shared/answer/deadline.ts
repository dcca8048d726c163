import { archiveUntil } from '../publish/archive/archive-until.ts';
import { inTime } from '../publish/in-time.ts';
import type { Desk } from './desk.ts';

/** What publishing, remembering and answering may take, at most. */
const afterwardsMs = 15_000;

/** Of it, what is left to remember a delivery once all is published, and as much again to answer. */
const spareMs = 1_000;

/** How long runs may take where an invocation ends in `remainingMs`. */
export function budgetOf(remainingMs: number): number {
  return Math.max(1, remainingMs - Math.min(afterwardsMs, remainingMs / 3));
}

/**
 * The desk for an invocation that ends in `remainingMs`: its runs keep to the budget, and whatever hangs then (a topic,
 * the archive, Secrets Manager) is given up early enough that the answer still goes out.
 */
export function limitedTo(desk: Desk, remainingMs: number): Desk {
  const { settings, archive, keyring } = desk;
  const spare = Math.min(spareMs, remainingMs / 10);
  const last = Date.now() + remainingMs - spare;
  const soon = <Result>(work: () => Promise<Result>) => inTime(work, last - Date.now());
  // In tenths, which read well in a message.
  const totalSeconds = Math.min(settings.limits.totalSeconds, Math.ceil(budgetOf(remainingMs) / 100) / 10);
  return {
    ...desk,
    settings: { ...settings, limits: { ...settings.limits, totalSeconds } },
    deadline: last - spare,
    archive: archive && archiveUntil(last, archive),
    keyring: {
      keys: (operation) => soon(() => keyring.keys(operation)),
      fresh: (operation) => soon(() => keyring.fresh(operation)),
    },
  };
}
