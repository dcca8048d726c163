import type { Limits } from '../model/settings.ts';
import type { Address } from './address.ts';
import { interrupted } from './connect.ts';
import type { Driver, Row } from './drivers/driver.ts';
import { failureFrom, noAnswer } from './failures.ts';

/** Sends messages, counts them, and stops the one in flight when the run is aborted or its limit is over. */
export interface Wire {
  readonly roundTrips: number;
  send(text: string): Promise<Row[][]>;
  /** Sends a message and hands over each notice that comes before its answer. */
  sendHearing(text: string, hear: (notice: string) => void): Promise<Row[][]>;
}

export interface WireOptions {
  address: Address;
  limits: Limits;
  signal: AbortSignal;
  /** Cancels whatever this session runs, from a second connection. */
  cancel: () => Promise<void>;
}

/** The server's own limit comes first; the client's is for servers that could not be told theirs (poolers). */
const graceMs = 3000;
/** How long a cancelled statement may take to end before its connection is dropped. */
const lettingGoMs = 3000;

export function wireOver(driver: Driver, { address, limits, signal, cancel }: WireOptions): Wire {
  let roundTrips = 0;

  async function send(text: string): Promise<Row[][]> {
    if (signal.aborted) throw interrupted('working');
    roundTrips += 1;
    let lettingGo: NodeJS.Timeout | undefined;
    const began = Date.now();
    let dropped = false;
    const stop = () => {
      void cancel().catch(() => {});
      lettingGo = setTimeout(() => {
        dropped = true;
        driver.destroy();
      }, lettingGoMs).unref();
    };
    const timer = setTimeout(stop, limits.statementSeconds * 1000 + graceMs);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await driver.query(text);
    } catch (error) {
      if (signal.aborted) throw interrupted('working');
      throw dropped ? noAnswer(address, Math.round((Date.now() - began) / 1000)) : failureFrom(error, address);
    } finally {
      clearTimeout(timer);
      clearTimeout(lettingGo);
      signal.removeEventListener('abort', stop);
    }
  }

  async function sendHearing(text: string, hear: (notice: string) => void): Promise<Row[][]> {
    const stopHearing = driver.onNotice(hear);
    try {
      return await send(text);
    } finally {
      stopHearing();
    }
  }

  return {
    get roundTrips() {
      return roundTrips;
    },
    send,
    sendHearing,
  };
}
