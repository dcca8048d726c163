import type { Client } from 'pg';
import type { Subject } from './build.ts';
import { fits, type Walk, walk, walkThrough } from './walk.ts';

/** What must be said of a sequence, found out by calling nextval and looking each value up. */
export interface Expected {
  subject: Subject;
  /** last_value and is_called, as they stand */
  state: string;
  /** the value that nextval hands out next; null: it fails */
  next: bigint | null;
  /** no value is left, or its columns cannot hold the next one */
  exhausted: boolean;
  /** the first stored value handed out within reach; null: not behind */
  collision: bigint | null;
  /** calls until it is clear of the rows */
  steps: number;
  /** the first value handed out past the rows; null: there is none, or the columns cannot hold it */
  clear: bigint | null;
  /** a stored value that it will hand out one day, but later than that */
  outlier: bigint | null;
  /** the farthest value of each fed column */
  farthest: (bigint | null)[];
  stored: Set<bigint>;
}

/** Asks the oracle about all sequences as they stand. */
export async function expectationsOf(client: Client, subjects: Subject[], reach: number): Promise<Expected[]> {
  const walks = await walk(client, subjects, reach + 1);
  const expected = subjects.map((subject, index) => expectedFrom(subject, walks[index] as Walk, reach));
  const behind = expected.filter(({ collision }) => collision !== null);
  const ways = await walkThrough(
    client,
    behind.map(({ subject, rowsEnd }) => ({ subject, through: rowsEnd as bigint })),
  );
  for (const [index, each] of behind.entries()) {
    const way = ways[index] as bigint[];
    const past = way.findIndex((value) => isPast(each.subject, value, each.rowsEnd as bigint));
    each.steps = past < 0 ? way.length : past;
    each.clear = way[past] ?? null;
  }
  const valued = expected.filter(({ next }) => next !== null);
  const first = await fits(
    client,
    valued.map(({ next, subject: { feeds } }) => ({ value: next as bigint, feeds })),
  );
  for (const [index, each] of valued.entries()) each.exhausted = !first[index];
  const clearing = expected.filter(({ clear }) => clear !== null);
  const room = await fits(
    client,
    clearing.map(({ clear, subject: { feeds } }) => ({ value: clear as bigint, feeds })),
  );
  for (const [index, each] of clearing.entries()) {
    if (!room[index] && !isTooEarly(each.subject, each.clear as bigint)) each.clear = null;
  }
  return expected;
}

function expectedFrom(
  subject: Subject,
  { state, draws, rows }: Walk,
  reach: number,
): Expected & { rowsEnd: bigint | null } {
  const stored = new Set(
    rows
      .flat()
      .filter((text) => /^-?\d+$/.test(text))
      .map(BigInt),
  );
  const next = draws[0] ?? null;
  const collision = subject.cycle ? null : (draws.find((value) => stored.has(value)) ?? null);
  const rowsEnd =
    next === null || collision === null ? null : endOfRows(subject, { next, reach, places: placesOf(subject, rows) });
  return {
    subject,
    state,
    next,
    exhausted: next === null,
    collision,
    steps: 0,
    clear: null,
    outlier: next === null || subject.cycle ? null : outlierFrom(subject, { draws, stored, past: rowsEnd }),
    farthest: rows.map((column) => placesOf(subject, [column]).at(-1)?.before ?? null),
    stored,
    rowsEnd,
  };
}

/** A type that begins only later is no reason to stay among the rows of other columns. */
function isTooEarly(subject: Subject, value: bigint): boolean {
  const begins = subject.feeds.flatMap(({ ends }) => (ends ? [subject.increment > 0n ? ends[0] : ends[1]] : []));
  return begins.some((begin) => isPast(subject, begin, value));
}

/** Row after row: the next one still counts if it is stored within reach of the value handed out after the last one. */
function endOfRows(
  subject: Subject,
  { next, reach, places }: { next: bigint; reach: number; places: Place[] },
): bigint | null {
  const window = BigInt(reach) * subject.increment;
  let upcoming = next;
  let end: bigint | null = null;
  for (const { before, after } of places) {
    if (isPast(subject, next, before) || isPast(subject, after, lastOf(subject))) continue;
    if (isPast(subject, after, upcoming + window)) break;
    end = before;
    while (!isPast(subject, upcoming, before)) upcoming += subject.increment;
  }
  return end;
}

/** The nearest stored value beyond the rows (or beyond reach) that lies where the sequence will step. */
function outlierFrom(
  subject: Subject,
  { draws, stored, past }: { draws: bigint[]; stored: Set<bigint>; past: bigint | null },
): bigint | null {
  const [next, second] = draws as [bigint, bigint | undefined];
  if (second === undefined) return null;
  const beyond = [...stored].filter(
    (value) =>
      isPast(subject, value, past ?? (draws.at(-1) as bigint)) &&
      !isPast(subject, value, lastOf(subject)) &&
      (value - next) % (second - next) === 0n,
  );
  return beyond.sort((left, right) => (isPast(subject, left, right) ? 1 : -1))[0] ?? null;
}

/** A stored value between the whole numbers before and after it, in the sequence's direction; both are it if it is whole. */
interface Place {
  before: bigint;
  after: bigint;
}

function placesOf(subject: Subject, rows: string[][]): Place[] {
  const ascending = subject.increment > 0n;
  const places = rows.flat().flatMap((text) => {
    const [, digits, fraction] = /^(-?\d+)(\.\d+)?$/.exec(text) ?? [];
    if (digits === undefined) return [];
    const towardZero = BigInt(digits);
    const [low, high] =
      fraction === undefined
        ? [towardZero, towardZero]
        : text.startsWith('-')
          ? [towardZero - 1n, towardZero]
          : [towardZero, towardZero + 1n];
    return [ascending ? { before: low, after: high } : { before: high, after: low }];
  });
  return places.sort((left, right) => {
    if (left.before !== right.before) return isPast(subject, left.before, right.before) ? 1 : -1;
    return left.after === right.after ? 0 : isPast(subject, left.after, right.after) ? 1 : -1;
  });
}

function lastOf({ increment, min, max }: Subject): bigint {
  return increment > 0n ? max : min;
}

/** `left` comes after `right` in the direction in which the sequence goes. */
export function isPast({ increment }: Subject, left: bigint, right: bigint): boolean {
  return increment > 0n ? left > right : left < right;
}
