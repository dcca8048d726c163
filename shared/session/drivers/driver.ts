import type { Address } from '../address.ts';

/** One row of an answer; whole numbers of 64 bits arrive as text. */
export type Row = Record<string, unknown>;

/**
 * A connection, whatever carries it. `query` sends one simple-query message, which may hold several statements, and
 * returns the rows of each. Rejections are the driver's own errors; `failures.ts` puts them into words.
 */
export interface Driver {
  query(text: string): Promise<Row[][]>;
  /** Listens to notices and returns what stops it. */
  onNotice(listener: (message: string) => void): () => void;
  /** Settles when the connection has ended or failed, whoever ended it; never rejects. */
  readonly ended: Promise<void>;
  end(): Promise<void>;
  /** Lets go at once, whatever is in flight. */
  destroy(): void;
}

export interface ConnectOptions {
  applicationName: string;
  timeoutMs: number;
  /** aborted: lets go of the attempt, whatever it waits for */
  signal: AbortSignal;
  /** Session settings for the startup message; poolers refuse them. */
  startup: Record<'statement_timeout' | 'lock_timeout' | 'idle_in_transaction_session_timeout', number> | null;
}

/** Opens one connection, once. */
export type Connect = (address: Address, options: ConnectOptions) => Promise<Driver>;
