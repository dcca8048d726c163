import type { Address } from './address.ts';

/** What is known where a failure is put into words. */
export interface Context {
  where: string;
  address: Address;
  /** the driver's or the server's own words, without the password */
  message: string;
}

/** One way to fail: how it is recognised, and what is said of it. */
export interface Failure {
  code: string;
  matches(code: string, message: string): boolean;
  message(context: Context): string;
  next: string;
  /** what is said instead where the session goes through a WebSocket */
  nextOverWebSocket?: string;
}
