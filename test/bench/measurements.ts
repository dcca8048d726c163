import type { Contender, Result } from './contender.ts';
import type { Repair } from './repair/repair.ts';

/** All contenders at one size and one round-trip time. */
export interface Round {
  size: number;
  /** what is added to a round trip, and what one then really takes */
  addedMs: number;
  roundTripMs: number;
  /** after ANALYZE; a database that was just restored has no statistics */
  analysed: boolean;
  results: Result[];
}

export interface Measurements {
  machine: string;
  rounds: Round[];
  locks: { size: number; most: number; samples: number };
  repair: Repair;
}

export type Measured = Extract<Result, { milliseconds: number }>;

export function measured(round: Round): Measured[] {
  return round.results.filter((result): result is Measured => 'milliseconds' in result);
}

/** The fastest contender of these kinds. */
export function fastest(round: Round, ...kinds: Contender['kind'][]): Measured | undefined {
  return measured(round)
    .filter(({ contender }) => kinds.includes(contender.kind))
    .toSorted((left, right) => left.milliseconds - right.milliseconds)[0];
}

export function named(round: Round, name: string): Measured | undefined {
  return measured(round).find(({ contender }) => contender.name === name);
}
