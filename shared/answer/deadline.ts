import type { Settings } from '../model/settings.ts';

/** What publishing a report may take, at most. */
const publishingMs = 15_000;

/** How long runs may take where an invocation ends in `remainingMs`: the rest is for publishing and answering. */
export function budgetOf(remainingMs: number): number {
  return Math.max(1, remainingMs - Math.min(publishingMs, remainingMs / 3));
}

/** The settings with a run's time limited to a budget. */
export function limitedTo<Holder extends { settings: Settings }>(holder: Holder, budgetMs: number): Holder {
  const { settings } = holder;
  // In tenths, which read well in a message.
  const totalSeconds = Math.min(settings.limits.totalSeconds, Math.ceil(budgetMs / 100) / 10);
  return { ...holder, settings: { ...settings, limits: { ...settings.limits, totalSeconds } } };
}
