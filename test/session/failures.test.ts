import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/model/report.ts';
import { folderWith } from '../support/command.ts';
import { database } from '../support/database.ts';
import { lockstep, type Wish } from '../support/lockstep.ts';
import { transports } from '../support/transports.ts';
import { errorResponse, tcpServer } from './tcp.ts';

const brief = { settings: { limits: { connectSeconds: 1 } } };

/** Of TCP and TLS, where `pg` has them for itself; `drivers/neon.test.ts` has what a WebSocket makes of it. */
const direct = { ...brief, transport: 'pg' as const };

/** The code, which every failure has beside the verdict unknown; the password is nowhere. */
async function failing(url: string, wish: Wish = brief): Promise<Report> {
  const report = await lockstep('check', url, wish);
  expect(report).toMatchObject({ verdict: 'unknown', ok: false });
  expect(JSON.stringify(report)).not.toContain(decodeURIComponent(new URL(url).password) || '\0');
  return report;
}

test('a host that DNS does not know', async () => {
  const report = await failing('postgres://app:hunter2-secret@no-such-host.invalid/shop', direct);
  expect(report.findings).toMatchObject([
    { code: 'target/host-unknown', message: 'no host named no-such-host.invalid is known to DNS here' },
  ]);
});

test('a port where nothing listens', async () => {
  const report = await failing('postgres://app:hunter2-secret@127.0.0.1:1/shop', direct);
  expect(report.findings[0]?.code).toBe('target/refused');
  expect(report.findings[0]?.message).toMatch(
    /^connection refused by 127\.0\.0\.1:1: nothing listens there; tried \d+ times in \d s$/,
  );
});

test('a server that takes the connection and says nothing', async () => {
  const { url } = await tcpServer(() => {});
  expect((await failing(url)).findings[0]?.code).toBe('target/asleep');
});

test('TLS where the server has none', async () => {
  const { url } = await tcpServer((socket) => socket.once('data', () => socket.write('N')));
  const report = await failing(`${url}?sslmode=require`, direct);
  expect(report.findings[0]).toMatchObject({
    code: 'target/tls',
    message: expect.stringContaining('does not support SSL'),
  });
});

test('TLS with a certificate that nobody vouches for', async ({ skip }) => {
  const folder = folderWith();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-keyout',
    key,
    '-out',
    cert,
  ];
  if (spawnSync('openssl', words).status !== 0) skip('there is no openssl to make a certificate with');
  const secure = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  const { port } = await tcpServer((socket) => {
    socket.once('data', () => {
      socket.write('S');
      secure.emit('connection', socket);
    });
  });
  const report = await failing(`postgres://app:hunter2-secret@localhost:${port}/shop?sslmode=require`, direct);
  expect(report.findings[0]).toMatchObject({
    code: 'target/tls',
    message: expect.stringContaining('self-signed certificate'),
  });
});

describe.each(transports)('over %s', (transport) => {
  const wish = { ...brief, transport };

  test('a wrong password, and none', async () => {
    const shop = await database();
    const app = await shop.role();
    const wrong = await failing(app.url.replace('secret-of', 'guess-of'), wish);
    expect(wrong.findings[0]).toMatchObject({
      code: 'target/wrong-password',
      message: expect.stringMatching(/does not let this user in: (password|SASL) authentication failed/),
    });
    const none = await failing(app.url.replace(/:secret[^@]*@/, '@'), wish);
    expect(none.findings[0]?.code).toBe('target/wrong-password');
  });

  test('a database that is not there', async () => {
    const shop = await database();
    const report = await failing(shop.url.replace(shop.name, 'shop_that_was'), wish);
    expect(report.findings[0]).toMatchObject({
      code: 'target/database-missing',
      message: expect.stringContaining('has no database named shop_that_was'),
    });
  });

  test('a database that the role may not enter', async () => {
    const shop = await database();
    const stranger = await shop.role(() => `REVOKE CONNECT ON DATABASE ${shop.name} FROM PUBLIC`);
    expect((await failing(stranger.url, wish)).findings[0]?.code).toBe('target/no-privilege');
  });

  test('no connection slot left', async () => {
    const shop = await database();
    const many = await shop.role((role) => `ALTER ROLE ${role} CONNECTION LIMIT 0`);
    expect((await failing(many.url, wish)).findings[0]?.code).toBe('target/too-many-connections');
  });
});

test('a message that repeats the password is told without it', async () => {
  const { url } = await tcpServer((socket) => {
    socket.once('data', () => socket.end(errorResponse('28P01', 'no such pair: app and hunter2-secret')));
  });
  const report = await failing(url);
  expect(report.findings[0]?.message).toMatch(/no such pair: app and \*{4}$/);
});

test('a session that is ended in the middle of a check', async () => {
  const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (1)');
  const migration = await shop.connect();
  await migration.query('BEGIN; LOCK TABLE orders');
  const checking = failing(shop.url, { settings: { limits: { connectSeconds: 1, lockSeconds: 20 } as never } });
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'lockstep:%' AND wait_event_type = 'Lock'`;
  await expect.poll(() => shop.query(end)).toHaveLength(1);
  const report = await checking;
  expect(report.findings[0]?.code).toBe('target/terminated');
  expect(report.guards).toMatchObject([{ guard: 'sequences', verdict: 'unknown' }]);
});

test('whatever else a server says is repeated, as far as it is one', async () => {
  const { url } = await tcpServer((socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  );
  expect((await failing(url)).findings[0]?.code).toMatch(/^target\//);
});
