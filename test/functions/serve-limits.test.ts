import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { route } from '../../functions/serve/route.ts';
import { runsOf } from '../../functions/serve/runs.ts';
import { listen } from '../../functions/serve/server.ts';
import type { SettingsInput } from '../../shared/model/settings.ts';
import { bearer, deskWith, httpCall } from '../answer/desk.ts';
import { tcpServer } from '../session/tcp.ts';

/** A connection with a server in this process, both gone with the test. */
async function connected(settings: SettingsInput = {}): Promise<Socket> {
  const { port, stop } = await listen(deskWith(settings), { host: '127.0.0.1', port: 0 });
  const socket = connect(port, '127.0.0.1');
  // What is still to be sent when the server hangs up is an error.
  socket.on('error', () => {});
  onTestFinished(async () => {
    socket.destroy();
    await stop();
  });
  return socket;
}

const get = 'GET /healthz HTTP/1.1\r\nhost: x\r\n';

test.each([
  ['an expectation that nobody can meet', `${get}expect: foo\r\n\r\n`, 417],
  ['headers that are too large', `${get}cookie: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['what is no HTTP', 'EHLO lockstep\r\n\r\n', 400],
])('%s is refused with problem details, and the connection closed', async (_, request, status) => {
  const socket = await connected();
  socket.write(request);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} .*\r\ncontent-type: application/problem\\+json\r\n`));
  expect(head).toMatch(/\r\nconnection: close(\r\n|$)/i);
  expect(JSON.parse(body)).toMatchObject({ status, code: 'usage/arguments', next: expect.any(String) });
});

test('what is no HTTP after a call that is being carried out ends the connection, and says nothing of that call', async () => {
  const began = Promise.withResolvers<void>();
  const { url } = await tcpServer(() => began.resolve());
  const socket = await connected({ targets: { shop: { url } }, limits: { connectSeconds: 0.5 } });
  const head = `POST /check HTTP/1.1\r\nhost: x\r\nauthorization: ${bearer.authorization}\r\n`;
  socket.write(`${head}content-length: 2\r\n\r\n{}`);
  await began.promise;
  socket.write('"targets":["shop"]}');
  expect(await text(socket)).toBe('');
});

test.each([
  ['a call that was answered', `${get}\r\n`],
  ['a body that never came to its end', 'POST /check HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n'],
])('what is no HTTP after %s is refused in words', async (_, request) => {
  const socket = await connected();
  socket.write(request);
  if (request.startsWith('GET')) await once(socket, 'readable');
  socket.write('EHLO lockstep\r\n\r\n');
  expect(await text(socket)).toContain('HTTP/1.1 400 Bad Request');
});

test('of a body without end, from nobody in particular, a few megabytes are read and none is kept', async () => {
  const socket = await connected();
  const all = 200_000_000;
  socket.write(`POST /check HTTP/1.1\r\nhost: x\r\ncontent-length: ${all}\r\n\r\n`);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const chunk = Buffer.alloc(1_000_000, 'x');
  let sent = 0;
  let most = process.memoryUsage().rss;
  const before = most;
  while (sent < all && !socket.destroyed) {
    sent += chunk.length;
    const drained = new Promise((resolve) => socket.once('drain', resolve));
    if (!socket.write(chunk)) await Promise.race([drained, closed]);
    most = Math.max(most, process.memoryUsage().rss);
  }
  socket.destroy();
  // Four, and what the two ends of a connection hold.
  expect(sent).toBeLessThan(20_000_000);
  expect(most - before).toBeLessThan(60_000_000);
});

test('many targets have the time of one in all, and a little more', async () => {
  const { url } = await tcpServer(() => {});
  const targets = Object.fromEntries(Array.from({ length: 20 }, (_, number) => [`shop${number}`, { url }]));
  const desk = deskWith({ targets, limits: { connectSeconds: 5, totalSeconds: 0.5, targetsAtOnce: 2 } });
  const began = Date.now();
  const means = { desk, runs: runsOf(), signal: new AbortController().signal };
  const reply = await route(httpCall({ path: '/check', headers: bearer }), means);
  expect([reply.status, JSON.parse(reply.body).reports.length]).toEqual([503, 20]);
  expect(Date.now() - began).toBeGreaterThan(1_400);
  expect(Date.now() - began).toBeLessThan(3_000);
});
