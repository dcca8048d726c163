import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { connected } from './connection.ts';
import { median } from './contender.ts';

/** A URL whose round trips take longer, and how to end it. */
export interface Delayed {
  url: (direct: string) => string;
  stop: () => void;
}

/** Puts `milliseconds` between us and the server, in a process of its own. */
export async function delayed(server: string, milliseconds: number): Promise<Delayed> {
  const { port } = new URL(server);
  const proxy = fork(join(import.meta.dirname, 'delay-proxy.ts'), [port, String(milliseconds)], { execArgv: [] });
  const [address] = (await once(proxy, 'message')) as [number];
  return {
    url: (direct) => {
      const url = new URL(direct);
      url.port = String(address);
      return url.href;
    },
    stop: () => void proxy.kill(),
  };
}

/** What a round trip really takes: the median of fifty. */
export function roundTripOf(url: string): Promise<number> {
  return connected(url, async (session) => {
    const times: number[] = [];
    for (let trip = 0; trip < 50; trip += 1) {
      const began = performance.now();
      await session.rows('SELECT 1');
      times.push(performance.now() - began);
    }
    return median(times);
  });
}
