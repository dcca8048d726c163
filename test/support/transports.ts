import { inject } from 'vitest';
import type { DriverName } from '../../shared/model/settings.ts';
import { whenTheFileEnds } from './endings.ts';
import { hasPgBouncer, type PgBouncer, startPgBouncer } from './pgbouncer.ts';
import { type WebSocketProxy, webSocketProxy } from './websocket-proxy.ts';

/** What carries a session to the test server: `pg`, Neon's driver within a WebSocket, or `pg` by way of PgBouncer. */
export type Transport = 'pg' | 'neon' | 'pgbouncer';

/** The one that tests use which name none: LOCKSTEP_TRANSPORT, see `npm run test:transports`. */
export const usualTransport: Transport = transportFrom(process.env.LOCKSTEP_TRANSPORT || 'pg');

/** For `describe.each`: those that this machine has, or the one that LOCKSTEP_TRANSPORT names. */
export const transports = (
  process.env.LOCKSTEP_TRANSPORT ? [usualTransport] : (['pg', 'neon', 'pgbouncer'] as const)
).filter((each) => each !== 'pgbouncer' || hasPgBouncer);

/** The name of a suite that needs PgBouncer: it says why the suite is skipped, if it is. */
export const withPgBouncer = hasPgBouncer
  ? 'by way of PgBouncer'
  : 'by way of PgBouncer (skipped, as it is not installed: apt-get install pgbouncer)';
export { hasPgBouncer };

/** The URL and driver that lead to a database of the test server by that transport. */
export async function carriedBy(transport: Transport, url: string): Promise<{ url: string; driver: DriverName }> {
  if (transport === 'neon') await proxy();
  if (transport !== 'pgbouncer') return { url, driver: transport };
  const server = Object.values(inject('postgres')).find((each) => new URL(each).port === new URL(url).port);
  return server === undefined ? { url, driver: 'pg' } : { url: (await pooler(server)).through(url), driver: 'pg' };
}

let proxies: Promise<WebSocketProxy> | undefined;
const poolers = new Map<string, Promise<PgBouncer>>();

/** One for a file, which its own environment names. */
function proxy(): Promise<WebSocketProxy> {
  proxies ??= opened();
  return proxies;
}

async function opened(): Promise<WebSocketProxy> {
  const started = await webSocketProxy();
  process.env.LOCKSTEP_WS_PROXY ??= started.place;
  whenTheFileEnds(() => {
    started.close();
    proxies = undefined;
    if (process.env.LOCKSTEP_WS_PROXY === started.place) delete process.env.LOCKSTEP_WS_PROXY;
  });
  return started;
}

/** One for a file and server, started by the first test that needs it. */
function pooler(server: string): Promise<PgBouncer> {
  const known = poolers.get(server) ?? started(server);
  poolers.set(server, known);
  return known;
}

async function started(server: string): Promise<PgBouncer> {
  const pooler = await startPgBouncer(server);
  whenTheFileEnds(() => {
    pooler.stop();
    poolers.delete(server);
  });
  return pooler;
}

function transportFrom(text: string): Transport {
  if (text === 'pg' || text === 'neon' || text === 'pgbouncer') return text;
  throw new Error(`LOCKSTEP_TRANSPORT is ${text}; it may be pg, neon or pgbouncer`);
}
