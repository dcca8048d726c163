import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { run } from '../../shared/run.ts';
import { database } from '../support/database.ts';
import { houseFor, requestFor } from '../support/lockstep.ts';
import { webSocketProxy } from '../support/websocket-proxy.ts';
import { tcpServer, through } from './tcp.ts';

const tables = Array.from({ length: 100 }, (_, index) => `CREATE TABLE t${index} (id serial PRIMARY KEY)`);
const setupSql = `${tables.join(';')}; ${tables.map((_, index) => `INSERT INTO t${index} DEFAULT VALUES`).join(';')}`;

/** What the network adds, which no proxy on this machine sees: TCP's handshake, and the upgrade to a WebSocket. */
const opening = { pg: 1, neon: 2 };

test("a check of 100 sequences takes at most 8 round trips, the password's among them, over pg and Neon's driver", async () => {
  const shop = await database(setupSql);
  const app = await shop.role(
    (role) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
  );
  const webSockets = await webSocketProxy();
  onTestFinished(() => webSockets.close());
  vi.stubEnv('LOCKSTEP_WS_PROXY', webSockets.place);
  onTestFinished(() => void vi.unstubAllEnvs());
  const turns = { pg: 0, neon: 0 };
  for (const driver of ['pg', 'neon'] as const) {
    const proxy = await tcpServer((socket) =>
      countTurns(socket, shop.url, () => {
        turns[driver] += 1;
      }),
    );
    const request = requestFor('check', through(app.url, proxy));
    const report = await run({ ...request, target: { ...request.target, driver } }, houseFor());
    expect(report).toMatchObject({ verdict: 'pass', guards: [{ examined: 100 }] });
  }
  if (process.env.SAY) process.stderr.write(`${JSON.stringify(turns)}\n`);
  expect(turns.pg + opening.pg).toBeLessThanOrEqual(8);
  expect(turns.neon + opening.neon).toBeLessThanOrEqual(8);
});

/** Passes on to a database; calls `turn` whenever the client speaks after the server did, farewells aside. */
function countTurns(socket: Socket, url: string, turn: () => void): void {
  const upstream = connect(Number(new URL(url).port), new URL(url).hostname);
  let spoken = true;
  upstream.on('error', () => socket.destroy());
  upstream.on('close', () => socket.destroy());
  upstream.on('data', (bytes) => {
    spoken = true;
    socket.write(bytes);
  });
  socket.on('data', (bytes) => {
    if (spoken && bytes.toString('latin1', 0, 1) !== 'X') turn();
    spoken = false;
    upstream.write(bytes);
  });
  socket.on('close', () => upstream.destroy());
}
