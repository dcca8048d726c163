/** Where a run says how far it is. The terminal shows it; elsewhere nobody listens. */
export interface Progress {
  /** A new step begins, in words: "reading 10000 sequences". */
  step(text: string): void;
  /** `done` of `total` within the step. */
  advance(done: number, total: number): void;
}

/** What a run gets from the door it came through, besides the request. */
export interface House {
  /** Aborted by Ctrl-C or a deadline: the statement in flight is cancelled, and the report says what was not reached. */
  signal: AbortSignal;
  progress: Progress;
}

/** Where a service says what happened: one structured line each. Nothing that it is given may hold a credential. */
export interface Log {
  info(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}

export const silent: Progress = { step: () => {}, advance: () => {} };
