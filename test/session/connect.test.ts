import { expect, onTestFinished, test, vi } from 'vitest';
import { addressFrom } from '../../shared/session/address.ts';
import { driverFor } from '../../shared/session/connect.ts';
import { database } from '../support/database.ts';
import { lockstep } from '../support/lockstep.ts';
import { errorResponse, passOn, tcpServer, through } from './tcp.ts';

test('a server that starts, drops or refuses at first is tried again, and the report says how often', async () => {
  const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY)');
  const proxy = await tcpServer((socket, count) => {
    if (count === 1) socket.destroy();
    else if (count === 2)
      socket.once('data', () => socket.end(errorResponse('57P03', 'the database system is starting up')));
    else if (count === 3)
      socket.once('data', () => socket.end(errorResponse('53300', 'sorry, too many clients already')));
    else passOn(socket, shop.url);
  });
  const report = await lockstep('check', through(shop.url, proxy));
  expect(report).toMatchObject({ verdict: 'pass', target: { attempts: 4 } });
  expect(report.target.connectMs).toBeGreaterThan(300);
});

test('what no second try can mend is not tried twice', async () => {
  let tries = 0;
  const { url } = await tcpServer((socket) => {
    tries += 1;
    socket.once('data', () => socket.end(errorResponse('28P01', 'password authentication failed for user "app"')));
  });
  const report = await lockstep('check', url);
  expect(tries).toBe(1);
  expect(report).toMatchObject({ verdict: 'unknown', target: { host: '127.0.0.1', attempts: 1, connectMs: null } });
});

test.each([
  ['says nothing', () => {}],
  ['starts for ever', (socket: { end(bytes: Buffer): void }) => socket.end(errorResponse('57P03', 'starting up'))],
])('a server that %s is given up when the time for it is over', async (_, answer) => {
  const { url } = await tcpServer((socket) => socket.once('data', () => answer(socket)));
  const began = Date.now();
  const report = await lockstep('check', url, { settings: { limits: { connectSeconds: 2 } } });
  expect(report.findings[0]?.code).toBe('target/asleep');
  expect(Date.now() - began).toBeGreaterThan(1500);
  expect(Date.now() - began).toBeLessThan(4500);
  expect(report.target).toMatchObject({ host: '127.0.0.1', server: null, connectMs: null });
  expect(report.target.attempts).toBeGreaterThan(0);
});

test('whoever stops the run does not wait for a server that sleeps', async () => {
  const { url } = await tcpServer(() => {});
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 300);
  const began = Date.now();
  const report = await lockstep('check', url, { signal: stop.signal });
  expect(Date.now() - began).toBeLessThan(1500);
  expect(report).toMatchObject({ verdict: 'unknown', findings: [{ code: 'target/interrupted' }] });
});

test.each(['pg', 'neon'] as const)(
  'whoever stops the run while %s is still being loaded does not wait',
  async (name) => {
    const { url, port } = await tcpServer(() => {});
    vi.stubEnv('LOCKSTEP_WS_PROXY', `127.0.0.1:${port}/v2`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const address = addressFrom(url, name);
    const stop = new AbortController();
    const options = { applicationName: 'lockstep', timeoutMs: 2000, startup: null, signal: stop.signal };
    const began = Date.now();
    const connecting = driverFor(address)(address, options);
    stop.abort();
    await expect(connecting).rejects.toThrow();
    expect(Date.now() - began).toBeLessThan(1000);
  },
);

test('a pooler that takes no settings at the start gets none, and is told them in each transaction', async () => {
  const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (3)');
  const proxy = await tcpServer((socket, count) => {
    if (count > 1) passOn(socket, shop.url);
    else
      socket.once('data', () => socket.end(errorResponse('08P01', 'unsupported startup parameter: statement_timeout')));
  });
  expect(await lockstep('check', through(shop.url, proxy))).toMatchObject({
    verdict: 'block',
    target: { attempts: 1 },
  });
});
