import { join } from 'node:path';
import type { Report } from '../../../shared/model/report.ts';
import type { DriverName } from '../../../shared/model/settings.ts';
import { startFunction } from '../../support/function.ts';
import { webSocketProxy } from '../../support/websocket-proxy.ts';
import { median } from '../contender.ts';
import { delayed } from '../delay.ts';
import { runtime } from './cold.ts';
import { turnCounter } from './turns.ts';

/** Checks of one database by a function, a new connection each. */
export interface Warm {
  driver: DriverName;
  /** of the sequences, in words */
  state: string;
  addedMs: number;
  /** from the start of the process to the first report */
  firstMs: number;
  /** of the invocations after it */
  milliseconds: number;
  /** of them the opening of the connection, as the report says */
  connectMs: number;
  /** all that were waited for: the opening of the connection, the login, and what was asked */
  roundTrips: number;
  /** those among them that the report counts */
  asked: number;
}

interface Setting {
  /** the folder with the bundle of check in it */
  folder: string;
  url: string;
  state: string;
  addedMs: number;
  turns: number;
}

/** Until the first byte of PostgreSQL's protocol: TCP's handshake, and for Neon's driver the upgrade to a WebSocket. */
const opening: Record<DriverName, number> = { pg: 1, neon: 2 };

/** One first and `turns` more invocations of check. */
export async function warmChecks(driver: DriverName, { folder, url, state, addedMs, turns }: Setting): Promise<Warm> {
  const counter = await turnCounter(Number(new URL(url).port));
  const proxy = await webSocketProxy();
  // The delay comes first, so that what opens the WebSocket takes as long.
  const near = driver === 'neon' ? `http://${proxy.place}` : withPort(url, counter.port);
  const line = await delayed(near, addedMs);
  const target = { driver, url: driver === 'neon' ? withPort(url, counter.port) : line.url(near) };
  const environment = {
    LOCKSTEP_SETTINGS: JSON.stringify({ targets: { bench: target } }),
    LOCKSTEP_WS_PROXY: new URL(line.url(near)).host.concat('/v2'),
  };
  const lambda = await startFunction('check', { code: join(folder, 'check'), environment, runtime });
  try {
    const times: number[] = [];
    const reports: Report[] = [];
    for (let turn = 0; turn <= turns; turn += 1) {
      const began = performance.now();
      const { result, error } = await lambda.invoke({}, { timeoutMs: 60_000 });
      if (error) throw new Error(`${error.errorType}: ${error.errorMessage}`);
      times.push(performance.now() - began);
      reports.push(result as Report);
    }
    const [firstMs = 0, ...later] = times;
    return {
      driver,
      state,
      addedMs,
      firstMs,
      milliseconds: median(later),
      connectMs: median(reports.slice(1).map(({ target }) => target.connectMs ?? 0)),
      roundTrips: counter.turns / reports.length + opening[driver],
      asked: median(reports.map(({ roundTrips }) => roundTrips)),
    };
  } finally {
    lambda.stop();
    line.stop();
    proxy.close();
    counter.close();
  }
}

function withPort(url: string, port: number): string {
  const address = new URL(url);
  address.port = String(port);
  return address.href;
}
