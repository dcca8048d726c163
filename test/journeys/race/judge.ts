import type { Draw, Log } from './log.ts';
import { tables } from './tables.ts';

/** From when to when a fixer was at work. */
export interface Repair {
  began: number;
  ended: number;
}

/** What must not be. Each entry names the table and the value. */
export interface Judgement {
  /** values that were drawn from a sequence more than once, whoever drew them */
  drawnTwice: string[];
  /** drawn values that collided with a row, though nobody put that row there with an id of its own */
  unexplained: string[];
  /** sequences that were seen to move backward */
  rewound: string[];
  /** collisions with a row that was there before a repair began, of an insert that began after it had ended */
  leftBehind: string[];
}

/**
 * Judges a race. A value drawn twice, or one that meets a row which no writer numbered itself, can only come of a
 * sequence that was moved backward: explicit ids explain neither. What is left behind says that a repair did not do
 * its work; sequences with a cache are excused there, as sessions still hand out what they cached before the rows came.
 */
export function judged(log: Log, repairs: Repair[]): Judgement {
  const { draws, samples } = log;
  const explicit = new Map(log.explicit.map((row) => [nameOf(row), row.done]));
  const collisions = draws.filter(({ collided }) => collided);
  const uncached = new Set(tables.filter(({ cache }) => cache === 1).map(({ name }) => name));
  const late = (draw: Draw) =>
    repairs.some(({ began, ended }) => (explicit.get(nameOf(draw)) ?? Infinity) < began && ended < draw.begun);
  return {
    drawnTwice: repeated(draws.map(nameOf)),
    unexplained: collisions.map(nameOf).filter((name) => !explicit.has(name)),
    rewound: tables.flatMap(({ name, increment }) => rewinds(name, increment, samples)),
    leftBehind: collisions.filter((draw) => uncached.has(draw.table) && late(draw)).map(nameOf),
  };
}

export const flawless: Judgement = { drawnTwice: [], unexplained: [], rewound: [], leftBehind: [] };

function nameOf({ table, value }: { table: string; value: string }): string {
  return `${table} ${value}`;
}

function repeated(names: string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
}

function rewinds(table: string, increment: number, samples: Log['samples']): string[] {
  const seen = samples.flatMap((sample) => sample[table] ?? []);
  const values = seen.map((value) => BigInt(value) * BigInt(Math.sign(increment)));
  return values.flatMap((value, index) => {
    const before = values[index - 1] ?? value;
    return value < before ? [`${table} from ${before} to ${value}`] : [];
  });
}
