import { comparableFeeds, direction, isPast, nextValue } from './arithmetic.ts';
import type { Sequence, Storage } from './sequence.ts';
import { columnOf, from } from './values.ts';

/** A storage as SQL writes it. */
export interface Arm {
  storage: Storage;
  column: string;
  table: string;
  wholeOnly: boolean;
}

/** The storages that have rows ahead, or within `margin` behind: of a table partitioned by time, the last few. */
export function armsOf(sequence: Sequence, margin = 0n): Arm[] {
  const next = (nextValue(sequence) as bigint) - margin * direction(sequence);
  return comparableFeeds(sequence).flatMap((feed) =>
    feed.storages
      .filter(({ farthest }) => farthest !== null && !isPast(sequence, next, farthest))
      .map((storage) => ({
        storage,
        column: columnOf(feed),
        table: from(storage),
        wholeOnly: feed.numbers?.wholeOnly ?? false,
      })),
  );
}

/** The locks that asking these storages takes. */
export function weightOf(arms: Arm[]): number {
  return arms.reduce((sum, { storage }) => sum + storage.locks, 0);
}
