import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { secret, signature, token } from '../answer/desk.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';
import { serving } from './serving.ts';

const keys = { LOCKSTEP_BEARER_TOKEN: token, LOCKSTEP_WEBHOOK_SECRET: secret };
const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';

function post(url: string, body = '{}', headers: Record<string, string> = { authorization: `Bearer ${token}` }) {
  return fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
}

/** The block of README.md that signs a call and sends it: four lines for a shell. */
const snippet = /```sh\n(url=\S+ body=.*?)```/s.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';

/** The same for another address and body. */
function calling(url: string, body: string): string {
  return snippet
    .trim()
    .replace(/url=\S+/, `url=${url}`)
    .replace("body='{}'", `body='${body}'`);
}

test('a call signed by the three lines of the README is blocked, then fixed, then goes through', async () => {
  const shop = await database(behind);
  const { address, stop } = await serving({ ...keys, DATABASE_URL: shop.url });
  const call = async (operation: string, key = secret) => {
    const named = operation === 'fix' ? '"operation":"fix",' : '';
    const script = `${calling(`${address}/${operation}`, `{${named}"deploy":{"sha":"a b"}}`)} -w '\\n%{http_code}'`;
    const env = { PATH: process.env.PATH, LOCKSTEP_WEBHOOK_SECRET: key };
    const run = promisify(execFile)('bash', ['-c', script], { env });
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    return {
      status: Number(stdout.trim().split('\n').at(-1)),
      json: JSON.parse(stdout.slice(0, stdout.lastIndexOf('\n'))),
    };
  };
  expect(await call('check')).toMatchObject({ status: 422, json: { verdict: 'block', deploy: { sha: 'a b' } } });
  expect(await call('fix')).toMatchObject({ status: 200, json: { changes: [{ to: '41' }] } });
  expect(await call('check')).toMatchObject({ status: 200, json: { verdict: 'pass' } });
  expect(await call('check', `whsec_${'A'.repeat(32)}`)).toMatchObject({ status: 401 });
  const { code, stderr } = await stop();
  expect(code).toBe(0);
  const lines = stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  expect(lines.map(({ operation, status, who }) => [operation, status, who])).toEqual([
    ['check', 422, 'webhook'],
    ['fix', 200, 'webhook'],
    ['check', 200, 'webhook'],
    ['check', 401, null],
  ]);
  expect(stderr).not.toMatch(new RegExp(`${secret.slice(6)}|${token}|v1,`));
});

test('two hundred webhooks, twenty at a time: all are answered right, and nothing is left open', async () => {
  const [shop, sound] = await Promise.all([database(behind), database('CREATE TABLE orders (id serial PRIMARY KEY)')]);
  const { address, child, stop } = await serving({ ...keys, DATABASE_URL: shop.url }, [
    '--config',
    configOf(shop.url, sound.url),
  ]);
  const call = async (number: number) => {
    const body = JSON.stringify({ targets: [number % 2 ? 'shop' : 'sound'], deploy: { sha: String(number) } });
    const forged = number % 10 === 9;
    const reply = await post(`${address}/check`, body, signature(forged ? `${body} ` : body, `msg_${number}`));
    const json = (await reply.json()) as { verdict?: string; deploy?: { sha: string } };
    if (forged) return expect([reply.status, json.verdict]).toEqual([401, undefined]);
    const expected = number % 2 ? [422, 'block', String(number)] : [200, 'pass', String(number)];
    expect([reply.status, json.verdict, json.deploy?.sha]).toEqual(expected);
  };
  const burst = async (from: number, to: number) => {
    const numbers = Array.from({ length: to - from }, (_, index) => from + index);
    const worker = async () => {
      for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) await call(next);
    };
    await Promise.all(Array.from({ length: 20 }, worker));
  };
  await burst(0, 60);
  const before = memoryOf(child.pid);
  await burst(60, 200);
  const grown = memoryOf(child.pid) - before;
  const others = "SELECT count(*) FROM pg_stat_activity WHERE datname IN ($1, $2) AND application_name <> ''";
  await expect.poll(() => shop.query(others, [shop.name, sound.name])).toEqual([{ count: '0' }]);
  expect(grown).toBeLessThan(40 * 1024);
  expect((await stop()).code).toBe(0);
});

function configOf(shop: string, sound: string): string {
  return `${folderWith({ 'lockstep.config.json': { targets: { shop: { url: shop }, sound: { url: sound } } } })}/lockstep.config.json`;
}

/** Resident memory in KiB. */
function memoryOf(pid: number | undefined): number {
  if (process.platform !== 'linux') return 0;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

describe('the server', () => {
  test('says that it lives to anybody, and nothing else', async () => {
    const { address } = await serving({ DATABASE_URL: 'postgres://app:hunter2@127.0.0.1:1/shop' });
    const healthy = await fetch(`${address}/healthz`);
    expect([healthy.status, await healthy.json()]).toEqual([200, { ok: true, version: expect.any(String) }]);
    expect((await fetch(`${address}/healthz`, { method: 'HEAD' })).status).toBe(200);
    for (const [path, status] of [
      ['/', 404],
      ['/Check', 404],
      ['/check/x', 404],
      ['//check', 404],
      ['/reports/x', 404],
      ['/healthz', 405],
      ['/check', 401],
    ] as const) {
      const reply = await post(address + path);
      expect([path, reply.status, reply.headers.get('content-type')]).toEqual([
        path,
        status,
        'application/problem+json',
      ]);
    }
    expect((await fetch(`${address}/check`)).status).toBe(405);
  });

  test('refuses a body that is too large, and goes on', async () => {
    const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY)');
    const { address } = await serving({ ...keys, DATABASE_URL: shop.url });
    expect((await post(`${address}/check`, 'x'.repeat(3_000_000))).status).toBe(413);
    const { hostname, port } = new URL(address);
    // Slower clients are dropped by and by; they keep nobody else from being served.
    const slow = connect(Number(port), hostname).on('error', () => {});
    onTestFinished(() => void slow.destroy());
    slow.write(`POST /check HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 10\r\n\r\n{`);
    expect((await post(`${address}/check`)).status).toBe(200);
    const garbage = connect(Number(port), hostname).end('EHLO\r\n\r\n');
    expect(await text(garbage)).toMatch(/^HTTP\/1.1 400/);
  });

  test('answers later whoever prefers that, and keeps the answer in the folder that is given', async () => {
    const shop = await database(behind);
    const folder = folderWith();
    const { address } = await serving({ ...keys, DATABASE_URL: shop.url }, ['--archive', folder]);
    const authorization = `Bearer ${token}`;
    const promise = await post(`${address}/check`, '', { authorization, prefer: 'respond-async' });
    expect(promise.status).toBe(202);
    const report = new URL(promise.headers.get('location') ?? '', address);
    let reply = await fetch(report, { headers: { authorization } });
    for (; reply.status === 202; reply = await fetch(report, { headers: { authorization } }))
      await reply.body?.cancel();
    expect([reply.status, ((await reply.json()) as { verdict: string }).verdict]).toEqual([422, 'block']);
    expect((await fetch(report)).status).toBe(401);
  });

  test('stops in order: nobody new, what runs is cancelled in time and answered', { timeout: 15_000 }, async () => {
    const shop = await database(behind);
    const holder = await shop.connect();
    await holder.query('BEGIN; LOCK TABLE orders');
    const config = `${folderWith({ 'c.json': { targets: { shop: { url: shop.url } }, limits: { lockSeconds: 30 } } })}/c.json`;
    const { address, stop } = await serving(keys, ['--config', config]);
    const pending = post(`${address}/check`);
    const waits =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while ((await shop.query(waits))[0]?.count === '0');
    const began = Date.now();
    const stopped = stop('SIGINT');
    const reply = await pending;
    expect([reply.status, ((await reply.json()) as { verdict: string }).verdict]).toEqual([503, 'unknown']);
    expect((await stopped).code).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    await expect(post(`${address}/check`)).rejects.toThrow('fetch failed');
  });

  test('tells who starts it without keys how to make some, and lets nobody in', async () => {
    const { address, stop } = await serving({});
    expect((await post(`${address}/fix`)).status).toBe(401);
    expect((await stop()).stderr).toMatch(
      /^no keys are set up, so every call will be refused[\s\S]*openssl rand -base64 24/,
    );
  });

  test('warns where others can reach it', async () => {
    const { stop } = await serving(keys, ['--host', '0.0.0.0']);
    expect((await stop()).stderr).toMatch(/^others can reach this address, and there is no TLS/);
  });

  test.each([
    [['--port', '70000'], /at most 65535/],
    [['--host', '203.0.113.1', '--port', '0'], /cannot listen on 203\.0\.113\.1/],
  ])('that cannot listen says so: %j', async (words, message) => {
    const { code, stderr } = await lockstepCommand(['serve', ...words], { env: keys });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
