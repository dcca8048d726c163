import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addressFrom } from '../../../shared/session/address.ts';
import { connectWithPg } from '../../../shared/session/drivers/pg.ts';
import { database } from '../../support/database.ts';
import { passOn, tcpServer, through } from '../tcp.ts';

const connections = '/proc/net/tcp';

test.skipIf(!existsSync(connections))('whether the server is still there is asked within ten seconds', async () => {
  const shop = await database();
  const proxy = await tcpServer((socket) => passOn(socket, shop.url));
  const driver = await connectWithPg(addressFrom(through(shop.url, proxy)), {
    applicationName: 'lockstep',
    timeoutMs: 5000,
    startup: null,
    signal: new AbortController().signal,
  });
  // Of the connection to that port: the timer 02 is that of keepalive, and it runs out in hundredths of a second.
  const port = proxy.port.toString(16).toUpperCase().padStart(4, '0');
  const timer = () => new RegExp(`:${port} 01 \\S+ 02:([0-9A-F]+)`).exec(readFileSync(connections, 'utf8'))?.[1] ?? '';
  await expect.poll(() => Number.parseInt(timer(), 16)).toBeLessThanOrEqual(1000);
  await driver.end();
});
