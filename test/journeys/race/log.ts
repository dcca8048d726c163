/** A value that somebody drew from a sequence, and when (in milliseconds of the machine's clock) it was asked for. */
export interface Draw {
  table: string;
  value: string;
  begun: number;
  /** the insert failed: a row holds the value already (23505) */
  collided: boolean;
}

/** A row that came with an id of its own; it was committed by `done`. */
export interface Explicit {
  table: string;
  value: string;
  done: number;
}

/** The next value of every sequence, by table, as seen at one moment; not of one whose file was just replaced. */
export type Sample = Partial<Record<string, string>>;

/** All that the writers did and saw. */
export interface Log {
  operations: number;
  draws: Draw[];
  explicit: Explicit[];
  samples: Sample[];
  /** errors that no race explains, by SQLSTATE and message */
  surprises: string[];
}

export function emptyLog(): Log {
  return { operations: 0, draws: [], explicit: [], samples: [], surprises: [] };
}

/** Milliseconds on a clock that all processes of this machine share. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
