import { beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../../shared/answer/desk.ts';
import { resultSchema } from '../../shared/model/report.ts';
import { database, type TestDatabase } from '../support/database.ts';
import { bearer, deskWith, httpCall, type Line, type Sent, send, signature } from './desk.ts';

const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';
let shop: TestDatabase;
let sound: TestDatabase;
let desk: Desk & { lines: Line[] };

beforeAll(async () => {
  [shop, sound] = await Promise.all([database(behind), database('CREATE TABLE orders (id serial PRIMARY KEY)')]);
  const down = 'postgres://app:hunter2@127.0.0.1:1/shop';
  desk = deskWith({
    targets: {
      shop: { url: shop.url },
      sound: { url: sound.url },
      down: { url: down, allow: ['check'] },
    },
    limits: { connectSeconds: 0.2 },
  });
});

const about = (...targets: string[]): Sent => ({ body: JSON.stringify({ targets }) });

describe('a verdict', () => {
  test.each([
    ['pass', 'sound', 200, undefined],
    ['block', 'shop', 422, undefined],
    ['unknown', 'down', 503, '30'],
  ])('%s on %s is answered with %i', async (verdict, target, status, retryAfter) => {
    const reply = await send(desk, 'check', about(target));
    expect(reply).toMatchObject({ status, json: { verdict, ok: status === 200 } });
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(reply.headers['retry-after']).toBe(retryAfter);
    expect(resultSchema.safeParse(reply.json).success).toBe(true);
  });

  test.each(['sound', 'shop', 'down'])('on %s is answered with 200 to a caller that reads the body', async (target) => {
    const reply = await send(desk, 'check', { ...about(target), query: 'on-fail=200' });
    expect([reply.status, reply.json.ok]).toEqual([200, target === 'sound']);
    expect(desk.lines.at(-1)?.fields.status).toBe(200);
    expect(reply.headers).not.toHaveProperty('retry-after');
  });

  test('on several targets is the worst, and one that is down hides no other', async () => {
    const reply = await send(desk, 'check', about('sound', 'down', 'shop'));
    expect(reply.status).toBe(422);
    expect(reply.json.reports.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['pass', 'unknown', 'block']);
    expect((await send(desk, 'check')).json.reports).toHaveLength(3);
  });

  test('of a fix that came while another one ran is 409, and can be asked again', async () => {
    const holder = await shop.connect();
    await holder.query(`BEGIN; SELECT pg_advisory_xact_lock(x'${Buffer.from('lockstep').toString('hex')}'::bigint)`);
    const reply = await send(desk, 'fix', about('shop'));
    await holder.query('ROLLBACK');
    expect(reply).toMatchObject({ status: 409, headers: { 'retry-after': '10' } });
    expect(reply.json.findings[0].code).toBe('target/busy');
  });
});

describe('a body with the marks of Flagger', () => {
  const marks = { name: 'shop', namespace: 'production', phase: 'Progressing' };
  const sent = (more: object): Sent => ({ body: JSON.stringify({ ...marks, ...more }) });

  test('is an ask of Flagger', async () => {
    expect((await send(desk, 'check', sent({ checksum: 'a', metadata: { targets: 'sound' } }))).status).toBe(200);
  });

  test.each([
    { dryRun: true },
    { targets: ['sound'] },
    { operation: 'check' },
    { url: 'postgres://a@b/c' },
    { deploy: {} },
  ])('and with %o beside them is refused, or the ask would go unread', async (ask) => {
    expect(await send(desk, 'check', sent({ ...ask, metadata: { targets: 'sound' } }))).toMatchObject({
      status: 400,
      json: { detail: expect.stringContaining('is not an option') },
    });
  });

  test('changes nothing: fix does not take it', async () => {
    expect((await send(desk, 'fix', sent({ metadata: { targets: 'shop' } }))).status).toBe(400);
    expect(await shop.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
  });
});

describe('a call is refused with problem details', () => {
  test.each<[string, Sent, number, RegExp]>([
    ['that is not JSON', { body: '{"targets":[hunter2' }, 400, /^the body is not JSON$/],
    ['with an unknown option', { body: '{"target":"shop"}' }, 400, /target is not an option; did you mean targets\?/],
    ['with a wrong value', { body: '{"deploy":{"sha":7}}' }, 400, /deploy\.sha: expected string/],
    ['that is a list', { body: '[]' }, 400, /expected object/],
    ['that names a database of its own', { body: '{"url":"postgres://a:b@c/d"}' }, 400, /url is not an option/],
    ['with bytes that are no text', { body: Buffer.from([0x7b, 0xff, 0x7d]) }, 400, /not JSON/],
    ['with an unknown query parameter', { query: 'onfail=200' }, 400, /did you mean on-fail/],
    ['with a status of its own', { query: 'on-fail=418' }, 400, /only 200/],
    ['about a target that nobody knows', { body: '{"targets":["shopp"]}' }, 404, /did you mean shop/],
    [
      'of a form',
      { body: 'a=b', headers: { ...bearer, 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      /not JSON/,
    ],
    ['of plain text', { body: '{}', headers: { ...bearer, 'content-type': 'text/plain' } }, 415, /not JSON/],
    ['that is too large', { body: `{"deploy":{"sha":"${'x'.repeat(1_048_576)}"}}` }, 413, /more than 1024 KiB/],
    ['that reads', { method: 'GET' }, 405, /only POST/],
    ['that deletes', { method: 'DELETE', headers: {} }, 405, /only POST/],
    [
      'about a report that is not there',
      { method: 'GET', path: '/reports/check-01J000000000000000000000AB' },
      404,
      /no report/,
    ],
    ['that posts to a report', { path: '/reports/check-01J000000000000000000000AB' }, 405, /only GET/],
    ['of nobody', { headers: {}, body: 'not json' }, 401, /^this call does not prove who makes it$/],
    ['with an old signature', { headers: signature('', 'a', Date.now() - 400_000) }, 401, /^this call does not prove/],
  ])('%s', async (_, sent, status, detail) => {
    const reply = await send(desk, 'check', sent);
    expect(reply.status).toBe(status);
    expect(reply.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
    expect(reply.json).toEqual({
      title: expect.any(String),
      status,
      code: expect.stringMatching(/^usage\//),
      detail: expect.stringMatching(detail),
      next: expect.any(String),
    });
    expect(reply.body).not.toMatch(/hunter2|postgres:\/\/a/);
    expect(desk.lines.at(-1)?.fields).toMatchObject({ status, caller: 'test', operation: 'check' });
  });

  test('where the target does not allow the operation', async () => {
    expect(await send(desk, 'verify', about('down'))).toMatchObject({
      status: 403,
      json: { code: 'usage/not-allowed' },
    });
    const readOnly = deskWith({
      targets: { a: { url: shop.url, allow: ['check'] }, b: { url: shop.url, allow: ['check'] } },
    });
    readOnly.environment = { DATABASE_URL: shop.url };
    expect(await send(readOnly, 'fix')).toMatchObject({ status: 403 });
  });

  test('where it was meant, or could have been meant, for another operation', async () => {
    const check = JSON.stringify({ operation: 'check', targets: ['shop'] });
    const meant = await send(desk, 'fix', { body: check });
    expect(meant).toMatchObject({ status: 403, json: { detail: 'the call means check, and this is fix' } });
    const { body = '' } = about('shop');
    const replayed = await send(desk, 'fix', { body, headers: signature(body as string, 'msg_1') });
    expect(replayed).toMatchObject({
      status: 403,
      json: { code: 'usage/not-allowed', detail: /does not cover the address/, next: /"operation": "fix"/ },
    });
    expect((await send(desk, 'check', { body, headers: signature(body as string, 'msg_1') })).status).toBe(422);
    const own = await database(behind);
    const named = JSON.stringify({ operation: 'fix' });
    const fixing = deskWith({ targets: { own: { url: own.url } } });
    const fixed = await send(fixing, 'fix', { body: named, headers: signature(named, 'msg_2') });
    expect(fixed).toMatchObject({ status: 200, json: { changes: [{ to: '41' }] } });
  });

  test('where fix is not told which target', async () => {
    expect(await send(desk, 'fix')).toMatchObject({ status: 400, json: { detail: /which target/ } });
  });

  test('says what may be done instead, in the header that says so', async () => {
    expect((await send(desk, 'check', { method: 'PUT' })).headers.allow).toBe('POST');
    expect((await send(desk, 'check', { headers: {} })).headers['www-authenticate']).toMatch(/^Bearer/);
  });

  test('a mistake of our own says nothing but that it is one; the log says which', async () => {
    const broken = deskWith({ targets: { sound: { url: sound.url } } });
    broken.channels = new Proxy([], {
      get: () => {
        throw new TypeError('lost postgres://app:hunter2@db/shop');
      },
    });
    const reply = await send(broken, 'check');
    expect(reply).toMatchObject({ status: 500, json: { code: 'lockstep/failed' } });
    expect(reply.body).not.toMatch(/lost/);
    expect(broken.lines.at(-1)).toMatchObject({
      level: 'error',
      message: /^a mistake of our own: lost postgres:\/\/\*{4}$/,
    });
  });
});

test('what curl -d calls a form is taken for the JSON that it is', async () => {
  const headers = { ...bearer, 'content-type': 'application/x-www-form-urlencoded' };
  expect((await send(desk, 'check', { ...about('sound'), headers })).status).toBe(200);
});

test('whom AWS_IAM let in needs no key, and no key helps where none is set up', async () => {
  const keyless = deskWith({ targets: { sound: { url: sound.url } }, auth: {} });
  expect((await send(keyless, 'check', { headers: {}, iam: 'arn:aws:iam::1:user/ci' })).status).toBe(200);
  expect((await send(keyless, 'check')).status).toBe(401);
  expect(keyless.lines.at(-1)?.message).toMatch(/no keys are set up/);
});

test('a key that could be guessed is refused, and the log says so once', async () => {
  const weak = deskWith({ targets: { sound: { url: sound.url } }, auth: { bearer: ['hunter2'] } });
  for (const _ of [1, 2]) {
    expect((await send(weak, 'check', { headers: { authorization: 'Bearer hunter2' } })).status).toBe(401);
  }
  expect(weak.lines.filter(({ message }) => message.startsWith('bearer token 1 is refused'))).toHaveLength(1);
  expect(JSON.stringify(weak.lines)).not.toContain('hunter2');
});

test('a call leaves one line in the log, with nothing of its headers or body', async () => {
  const { lines } = desk;
  lines.length = 0;
  const body = JSON.stringify({ targets: ['shop'], deploy: { sha: 'deadbeef' } });
  await send(desk, 'check', { body, headers: { ...signature(body, 'msg_7'), cookie: 'hunter2' } });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    level: 'info',
    message: /orders_id_seq|behind/,
    fields: {
      caller: 'test',
      operation: 'check',
      who: 'webhook',
      status: 422,
      targets: ['shop'],
      verdict: 'block',
      id: expect.any(String),
      durationMs: expect.any(Number),
      roundTrips: expect.any(Number),
      requestId: expect.any(String),
    },
  });
  expect(JSON.stringify(lines)).not.toMatch(/hunter2|deadbeef|msg_7|v1,/);
  expect(httpCall().headers).toBe(bearer);
});
