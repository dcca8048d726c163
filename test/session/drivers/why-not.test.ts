import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { whyNot } from '../../../shared/session/drivers/why-not.ts';

test('a WebSocket that opens when it is asked for a reason is not left open', async () => {
  let open = 0;
  const server = createServer().on('connection', (socket) => {
    open += 1;
    socket.on('close', () => {
      open -= 1;
    });
  });
  server.on('upgrade', (_, socket) => {
    socket.on('error', () => {});
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.on('end', () => socket.end()).resume();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`);
  const { message } = await whyNot(url, { signal: new AbortController().signal });
  expect(message).toBe('a WebSocket could be opened only at the second try');
  await expect.poll(() => open, { timeout: 1000, interval: 10 }).toBe(0);
});
