import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Report } from '../../../shared/model/report.ts';
import { run } from '../../../shared/run.ts';
import { addressFrom } from '../../../shared/session/address.ts';
import { connectWithNeon } from '../../../shared/session/drivers/neon.ts';
import { withSession } from '../../../shared/session/session.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { houseFor, requestFor, type Wish } from '../../support/lockstep.ts';
import { type ProxyOptions, webSocketProxy } from '../../support/websocket-proxy.ts';
import { errorResponse, tcpServer } from '../tcp.ts';

const shopSql = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (3)';
const nowhere = 'postgres://app:hunter2-secret@db.example.com/shop';
const brief = { settings: { limits: { connectSeconds: 1 } } };

afterEach(() => vi.unstubAllEnvs());

/** A check by Neon's driver through the proxy at `place`. */
function check(url: string, place: string, wish: Wish = {}): Promise<Report> {
  vi.stubEnv('LOCKSTEP_WS_PROXY', place);
  const request = requestFor('check', url, wish);
  return run({ ...request, target: { ...request.target, driver: 'neon' } }, houseFor(wish));
}

async function proxyWith(options: ProxyOptions = {}) {
  const proxy = await webSocketProxy(options);
  onTestFinished(() => proxy.close());
  return proxy;
}

describe('a database that is asleep', () => {
  test('and whose proxy breaks off at first is tried again, and the report says how often', async () => {
    const shop = await database(shopSql);
    const awake = Date.now() + 400;
    const proxy = await proxyWith({ receive: () => (Date.now() < awake ? 'break off' : 'pass on') });
    const report = await check(shop.url, proxy.place);
    expect(report.verdict).toBe('block');
    expect(report.target.attempts).toBeGreaterThan(1);
    expect(report.target.connectMs).toBeGreaterThan(300);
  });

  test('and whose proxy keeps silent until it is awake is waited for, and the report says how long', async () => {
    const shop = await database(shopSql);
    const proxy = await proxyWith({ receive: () => 'pass on late', lateMs: 1100 });
    const report = await check(shop.url, proxy.place);
    expect(report).toMatchObject({ verdict: 'block', target: { attempts: 1 } });
    expect(report.target.connectMs).toBeGreaterThan(1000);
  });

  test('for longer than it may be is given up', async () => {
    const proxy = await proxyWith({ receive: () => 'stay silent' });
    const report = await check(nowhere, proxy.place, brief);
    expect(report).toMatchObject({
      verdict: 'unknown',
      target: { host: 'db.example.com', attempts: 1 },
      findings: [{ code: 'target/asleep', message: expect.stringMatching(/does not answer: timeout expired$/) }],
    });
  });

  test('is not waited for by whoever stops the run', async () => {
    const proxy = await proxyWith({ receive: () => 'stay silent' });
    const began = Date.now();
    const report = await check(nowhere, proxy.place, { signal: AbortSignal.timeout(200) });
    expect(report).toMatchObject({ findings: [{ code: 'target/out-of-time' }] });
    expect(Date.now() - began).toBeLessThan(1000);
  });
});

describe('a WebSocket that does not open is told in words', () => {
  const at = /db\.example\.com:5432 \(by way of /;

  test('where nothing listens', async () => {
    const [finding] = (await check(nowhere, '127.0.0.1:1/v2', brief)).findings;
    expect(finding?.code).toBe('target/refused');
    expect(finding?.message).toMatch(at);
  });

  test('where the host is not known', async () => {
    const [finding] = (await check(nowhere, 'no-such-host.invalid/v2', brief)).findings;
    expect(finding).toMatchObject({
      code: 'target/host-unknown',
      message: 'no host named no-such-host.invalid is known to DNS here',
    });
  });

  test.each([
    [404, 'target/failed', 1],
    [503, 'target/asleep', 2],
  ])('where the server answers with the status %i', async (status, code, leastAttempts) => {
    const server = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { findings, target } = await check(nowhere, `127.0.0.1:${(server.address() as AddressInfo).port}/v2`, brief);
    expect(findings[0]).toMatchObject({ code, message: expect.stringContaining(`it answers ${status}`) });
    expect(findings[0]?.message).toMatch(at);
    expect(target.attempts).toBeGreaterThanOrEqual(leastAttempts);
  });
});

test('what Neon answers in place of a database is told, and not tried again where that cannot help', async () => {
  const { url } = await tcpServer((socket) =>
    socket.once('data', () =>
      socket.end(errorResponse('XX000', 'Your account or project has exceeded the compute time quota.')),
    ),
  );
  const report = await check(url, (await proxyWith()).place);
  expect(report).toMatchObject({
    verdict: 'unknown',
    target: { attempts: 1 },
    findings: [{ code: 'target/failed', message: expect.stringContaining('exceeded the compute time quota') }],
  });
  expect(JSON.stringify(report)).not.toContain('hunter2');
});

test('a connection that is lost in the middle of a statement is told as lost, at once', async () => {
  const shop = await database();
  const proxy = await proxyWith();
  const driver = await connected(shop, proxy.place);
  const asking = driver.query('SELECT pg_sleep(20)').catch((error: Error) => error.message);
  proxy.close();
  expect(await asking).toMatch(/^connection terminated/i);
});

test('letting go of a connection rejects what waits for it, though the other side says nothing more', async () => {
  const shop = await database();
  const proxy = await proxyWith();
  const driver = await connected(shop, proxy.place);
  const asking = driver.query('SELECT pg_sleep(20)').catch((error: Error) => error.message);
  proxy.fallSilent();
  driver.destroy();
  expect(await asking).toMatch(/^connection terminated/i);
});

test('taking leave of a connection that is lost already does not wait for ever', async () => {
  const shop = await database();
  const proxy = await proxyWith();
  const driver = await connected(shop, proxy.place);
  proxy.close();
  await driver.ended;
  const late = new Promise((done) => setTimeout(done, 1000, 'late').unref());
  expect(await Promise.race([driver.end(), late])).toBeUndefined();
});

/** A connection within a WebSocket, as a session gets it. */
function connected(shop: TestDatabase, place: string) {
  vi.stubEnv('LOCKSTEP_WS_PROXY', place);
  return connectWithNeon(addressFrom(shop.url, 'neon'), {
    applicationName: 'lockstep',
    timeoutMs: 5000,
    startup: null,
    signal: new AbortController().signal,
  });
}

test('notices of the startup settings, and whole numbers as our own types, come as with pg', async () => {
  const shop = await database();
  vi.stubEnv('LOCKSTEP_WS_PROXY', (await proxyWith()).place);
  const driver = await connectWithNeon(addressFrom(shop.url, 'neon'), {
    applicationName: 'lockstep test',
    timeoutMs: 5000,
    startup: { statement_timeout: 1234, lock_timeout: 2345, idle_in_transaction_session_timeout: 3456 },
    signal: new AbortController().signal,
  });
  const heard: string[] = [];
  driver.onNotice((notice) => heard.push(notice));
  expect(
    await driver.query(`DO $$ BEGIN RAISE INFO '%', current_setting('lock_timeout'); END $$;
    SELECT true AS yes, 7 AS small, 9223372036854775807 AS big, current_setting('application_name') AS name`),
  ).toEqual([[], [{ yes: true, small: 7, big: '9223372036854775807', name: 'lockstep test' }]]);
  expect(heard).toEqual(['2345ms']);
  await driver.end();
});

test('reads the cells of every answer as texts, not those of the first alone', async () => {
  const shop = await database();
  const { place } = await proxyWith();
  vi.stubEnv('LOCKSTEP_WS_PROXY', place);
  const request = requestFor('check', shop.url);
  const asked = { ...request, target: { ...request.target, driver: 'neon' as const } };
  const cells = `SELECT '[1]'::json AS list, '{a}'::text[] AS names, true AS yes`;
  const answers = await withSession(asked, houseFor(), (session) => session.read(cells, cells));
  expect(answers).toEqual(Array(2).fill([{ list: '[1]', names: '{a}', yes: true }]));
});
