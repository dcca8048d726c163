import type { ColumnName, Feed, Sequence, WholeNumbers } from './sequence.ts';

/** 1n where the sequence ascends, -1n where it descends. */
export function direction(sequence: Pick<Sequence, 'increment'>): 1n | -1n {
  return sequence.increment > 0n ? 1n : -1n;
}

/** `left` lies past `right` in the sequence's direction. */
export function isPast(sequence: Pick<Sequence, 'increment'>, left: bigint, right: bigint): boolean {
  return direction(sequence) > 0n ? left > right : left < right;
}

/** What the next nextval hands out, or would but for the sequence's end; null where the value is not known. */
export function nextValue(sequence: Sequence): bigint | null {
  const { value, increment, cycles, min, max } = sequence;
  if (value === null) return null;
  if (!value.isCalled) return value.lastValue;
  const next = value.lastValue + increment;
  if (cycles && isPast(sequence, next, ownEnd(sequence))) return increment > 0n ? min : max;
  return next;
}

/** The last value that the sequence's own bounds let it hand out. */
export function ownEnd({ increment, min, max }: Pick<Sequence, 'increment' | 'min' | 'max'>): bigint {
  return increment > 0n ? max : min;
}

/** The range that really counts, from its start to its end in the sequence's direction. */
export interface Range {
  from: bigint;
  to: bigint;
  /** what ends it: the type of this column; null: the sequence's own bound */
  endedBy: null | (ColumnName & { type: string; references: boolean });
}

/**
 * The narrower of the sequence's bounds and the type of every column that it feeds, and of those that reference them.
 * A referencing column that the sequence has left behind already ends nothing: rows go on, only not referenced there.
 */
export function rangeOf(sequence: Sequence): Range {
  const ascending = direction(sequence) > 0n;
  const range: Range = { from: ascending ? sequence.min : sequence.max, to: ownEnd(sequence), endedBy: null };
  const narrow = (column: ColumnName, { type, low, high }: WholeNumbers, references: boolean) => {
    const end = ascending ? high : low;
    if (end === null || !isPast(sequence, range.to, end) || (references && hasPassed(sequence, end))) return;
    Object.assign(range, { to: end, endedBy: { ...nameOf(column), type, references } });
  };
  for (const feed of sequence.feeds) {
    if (feed.numbers) narrow(feed, feed.numbers, false);
    for (const reference of feed.references) narrow(reference, reference.numbers, true);
  }
  return range;
}

/** The next value lies past `value`. */
export function hasPassed(sequence: Sequence, value: bigint): boolean {
  const next = nextValue(sequence);
  return next !== null && isPast(sequence, next, value);
}

function nameOf({ schema, table, column }: ColumnName): ColumnName {
  return { schema, table, column };
}

/** The used fraction, 0 to 1, of the range that counts; null where the value is not known. */
export function usedOf(sequence: Sequence): number | null {
  const next = nextValue(sequence);
  if (next === null) return null;
  const { from, to } = rangeOf(sequence);
  const size = (to - from) * direction(sequence) + 1n;
  const used = (next - from) * direction(sequence);
  if (size <= 0n || used >= size) return 1;
  return used <= 0n ? 0 : Number((Number(used) / Number(size)).toPrecision(4));
}

/** No value is left: the next nextval, or the insert that uses it, fails. */
export function isExhausted(sequence: Sequence): boolean {
  const next = nextValue(sequence);
  if (next === null || sequence.cycles) return false;
  return isPast(sequence, next, rangeOf(sequence).to) || tooEarlyFor(sequence) !== null;
}

/** A column whose type begins only after the next value, so that the insert fails as it does beyond its end. */
export function tooEarlyFor(sequence: Sequence): Feed | null {
  const next = nextValue(sequence);
  if (next === null) return null;
  const begins = ({ numbers }: Feed) => (direction(sequence) > 0n ? numbers?.low : numbers?.high) ?? next;
  return sequence.feeds.find((feed) => isPast(sequence, begins(feed), next)) ?? null;
}

/** The columns whose rows can be compared with the sequence. */
export function comparableFeeds(sequence: Sequence): Feed[] {
  return sequence.feeds.filter((feed) => feed.incomparable === null);
}

/** The farthest stored value of all columns, in the sequence's direction; null: no rows that are known. */
export function farthestOf(sequence: Sequence): bigint | null {
  const stored = sequence.feeds.flatMap((feed) => (feed.farthest === null ? [] : [feed.farthest]));
  return stored.reduce<bigint | null>(
    (far, value) => (far === null || isPast(sequence, value, far) ? value : far),
    null,
  );
}

/** How many nextval calls hand out the values up to and including `value`; 0 where they have passed it already. */
export function callsThrough(sequence: Sequence, value: bigint): bigint {
  const next = nextValue(sequence);
  if (next === null || isPast(sequence, next, value)) return 0n;
  return (value - next) / sequence.increment + 1n;
}

/** Inserts fail soon: a stored value is handed out within `sequences.reach` calls. */
export function isBehind(sequence: Sequence): boolean {
  return sequence.collision !== null && sequence.collision.cluster !== null;
}

/** A stored value that the sequence hands out some day, but not within `sequences.reach` calls of the rows before it. */
export function outlierOf({ collision }: Sequence): bigint | null {
  if (collision === null) return null;
  return collision.cluster === null ? collision.first : collision.outlier;
}
