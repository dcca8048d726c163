import { setTimeout } from 'node:timers/promises';
import type { InterruptedError } from '../model/errors.ts';

/** Waits, unless it is stopped first. @throws what `stopped` makes */
export async function pause(milliseconds: number, signal: AbortSignal, stopped: () => InterruptedError): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {
    throw stopped();
  });
}
