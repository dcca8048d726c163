import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../functions/serve/server.ts';
import type { Desk } from '../../shared/answer/desk.ts';
import type { SettingsInput } from '../../shared/model/settings.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { reportArchive } from '../../shared/publish/archive/report-archive.ts';
import { bearer, deskWith, token } from '../answer/desk.ts';
import { report } from '../report/samples.ts';
import { tcpServer } from '../session/tcp.ts';
import { folderWith } from '../support/command.ts';
import { database as databaseWith } from '../support/database.ts';

const nowhere = 'postgres://app:hunter2@127.0.0.1:1/shop';
const shop: SettingsInput = { targets: { shop: { url: nowhere } }, limits: { connectSeconds: 0.1 } };

interface Site {
  address: string;
  port: number;
  desk: Desk & { lines: { message: string }[] };
  /** with which an open page is opened first; it is used up, and its session goes along with what is asked */
  oneTimeToken: string | null;
  /** Asks as a browser on this machine does; `headers` are added, null takes one away. */
  ask(path: string, how?: Ask): Promise<Answer>;
  /** The token of the page's forms. */
  formToken(): Promise<string>;
}

interface Ask {
  method?: string;
  headers?: Record<string, string | null>;
  form?: Record<string, string>;
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A server in this process, gone with the test. Without keys, as `auth` says, its page is open. */
async function site(
  settings: SettingsInput = shop,
  { host = '127.0.0.1', more = {} as Partial<Desk> } = {},
): Promise<Site> {
  const archive = folderArchive(folderWith());
  const desk = { ...deskWith({ auth: {}, ...settings }, archive), channels: [reportArchive(archive)], ...more };
  const { port, oneTimeToken, stop } = await listen(desk, { host, port: 0 });
  onTestFinished(stop);
  const address = `http://127.0.0.1:${port}`;
  const first = oneTimeToken && (await asked(address, `/?token=${oneTimeToken}`, {}));
  const own = first ? { cookie: cookieOf(first) } : {};
  const ask = (path: string, how: Ask = {}) => asked(address, path, { ...how, headers: { ...own, ...how.headers } });
  return {
    address,
    port,
    desk,
    oneTimeToken,
    ask,
    formToken: async () => /name="token" value="([\w-]+)"/.exec((await ask('/', { headers: bearer })).body)?.[1] ?? '',
  };
}

function cookieOf({ headers }: Answer): string {
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

async function asked(address: string, path: string, { method, headers = {}, form }: Ask): Promise<Answer> {
  const own = form
    ? { origin: address, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
    : {};
  const all = Object.entries({ host: new URL(address).host, ...own, ...headers }).filter(([, value]) => value !== null);
  const sent = request(address + path, {
    method: method ?? (form ? 'POST' : 'GET'),
    headers: Object.fromEntries(all) as Record<string, string>,
    agent: false,
  });
  sent.end(form && method !== 'GET' ? new URLSearchParams(form).toString() : '');
  const [response] = await once(sent, 'response');
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** Begins a run, and waits until it is over; the page on it. */
async function ran(at: Site, form: Record<string, string>, target = 'shop'): Promise<Answer> {
  const { status, headers, body } = await at.ask(`/targets/${target}/runs`, {
    form: { token: await at.formToken(), ...form },
  });
  if (status !== 303) return { status, headers, body };
  await at.ask(`${headers.location}/events`);
  return at.ask(String(headers.location));
}

describe('whoever is not on this machine, or comes by way of another site, gets nothing', () => {
  test.each<[string, Ask]>([
    ['under a name that leads here', { headers: { host: 'evil.example' } }],
    ['under a name and the port', { headers: { host: 'evil.example:8125' } }],
    ['on another port', { headers: { host: '127.0.0.1:1' } }],
    ['by way of a proxy', { headers: { 'x-forwarded-for': '203.0.113.1' } }],
    ['by way of another proxy', { headers: { forwarded: 'for=203.0.113.1' } }],
  ])('%s', async (_, how) => {
    const { ask } = await site();
    for (const path of ['/', '/targets/shop', '/targets/shop/reports/x/y', '/runs/x', '/runs/x/events']) {
      const { status, body } = await ask(path, how);
      expect([path, status]).toEqual([path, 403]);
      expect(body).not.toMatch(/name="token"|shop/);
    }
  });

  test.each<[string, number, (address: string) => Ask]>([
    ['of another site', 403, () => ({ headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } })],
    [
      'of another site, by an old browser',
      403,
      () => ({ headers: { origin: 'https://evil.example', 'sec-fetch-site': null } }),
    ],
    [
      'of another port of this machine',
      403,
      () => ({ headers: { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' } }),
    ],
    ['of a sandboxed frame', 403, () => ({ headers: { origin: 'null', 'sec-fetch-site': 'cross-site' } })],
    ['of nobody', 403, () => ({ headers: { origin: null, 'sec-fetch-site': null } })],
    ['that claims to be ours, with another origin', 403, () => ({ headers: { origin: 'https://evil.example' } })],
    ['under another name', 403, () => ({ headers: { host: 'evil.example', origin: 'http://evil.example' } })],
    ['without the token', 403, () => ({ form: { operation: 'fix' } })],
    ['with another token', 403, () => ({ form: { operation: 'fix', token: 'x'.repeat(43) } })],
    ['with a token of other letters', 403, () => ({ form: { operation: 'fix', token: 'ü'.repeat(43) } })],
    ['as JSON', 403, () => ({ headers: { 'content-type': 'application/json' } })],
    ['as text, which needs no leave of ours', 403, () => ({ headers: { 'content-type': 'text/plain' } })],
    ['by GET', 405, () => ({ method: 'GET' })],
    ['by PUT', 405, () => ({ method: 'PUT' })],
  ])('a form %s', async (_, status, how) => {
    const at = await site();
    const form = { operation: 'check', token: await at.formToken() };
    const reply = await at.ask('/targets/shop/runs?operation=check', { form, ...how(at.address) });
    expect([reply.status, reply.headers['access-control-allow-origin']]).toEqual([status, undefined]);
    expect((await at.ask('/')).body).toContain('no check, no fix, no verify so far');
    expect((await at.ask('/')).body).not.toContain('is running');
  });
});

describe('where no keys are set up', () => {
  const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';

  test('whoever did not come with the one-time token only reads: a proxy that says nothing of itself may have passed it on', async () => {
    const at = await site();
    const stranger = { headers: { cookie: null } };
    const { status, body } = await at.ask('/', stranger);
    expect([status, body.includes('Here the page only reads')]).toEqual([200, true]);
    expect(body).not.toContain('name="operation"');
    const form = { operation: 'check', token: await at.formToken() };
    expect((await at.ask('/targets/shop/runs', { ...stranger, form })).status).toBe(403);
    const { headers } = await at.ask('/targets/shop/runs', { form });
    expect((await at.ask(`${headers.location}/stop`, { ...stranger, form })).status).toBe(403);
    expect((await at.ask(String(headers.location), stranger)).body).not.toContain('/stop');
  });

  test('the one-time token is good once, and not for whoever only looks what is there', async () => {
    const { port, oneTimeToken, stop } = await listen(deskWith({ auth: {}, ...shop }, folderArchive(folderWith())), {
      host: '127.0.0.1',
      port: 0,
    });
    onTestFinished(stop);
    const come = (how: Ask = {}, given = `${oneTimeToken}`) =>
      asked(`http://127.0.0.1:${port}`, `/?token=${given}`, how);
    expect((await come({ method: 'HEAD' })).headers['set-cookie']).toBeUndefined();
    expect((await come({ headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await come({}, `${oneTimeToken}x`)).headers['set-cookie']).toBeUndefined();
    const { status, headers } = await come();
    expect([status, headers.location]).toEqual([303, '/']);
    expect(String(headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\//);
    expect(await come()).toMatchObject({ status: 200, body: expect.stringContaining('Here the page only reads') });
  });

  test('what nginx passes on as it is by default is refused', async () => {
    const at = await site();
    const socket = connect(at.port, '127.0.0.1');
    socket.write(`GET / HTTP/1.0\r\nHost: 127.0.0.1:${at.port}\r\nConnection: close\r\n\r\n`);
    const said = await text(socket);
    expect(said).toMatch(/^HTTP\/1\.1 403 /);
    expect(said).not.toMatch(/name="token"|shop/);
  });

  test('a fix changes what its plan showed, and nothing that came after it', async () => {
    const database = await databaseWith(behind);
    const at = await site({ targets: { shop: { url: database.url }, other: { url: database.url } } });
    const begun = await at.ask('/targets/shop/runs', { form: { token: await at.formToken(), operation: 'fix' } });
    const plan = String(begun.headers.location).split('/').at(-1) ?? '';
    expect((await ran(at, { operation: 'fix', plan: '01JD6B5T7M3V8Q2N4X9Z0C1R5E' })).status).toBe(409);
    await at.ask(`/runs/${plan}/events`);
    expect((await at.ask(`/runs/${plan}`)).body).toContain('Change 1 sequence');
    expect((await ran(at, { operation: 'fix', plan }, 'other')).status).toBe(409);
    await database.query(behind.replaceAll('orders', 'later'));
    expect((await ran(at, { operation: 'fix', plan })).body).toMatch(/fixed 1 sequence; 1 of 4 guards blocks/);
    const next =
      'SELECT (SELECT last_value FROM orders_id_seq) AS orders, (SELECT last_value FROM later_id_seq) AS later';
    expect(await database.query(next)).toEqual([{ orders: '40', later: '1' }]);
  });

  test('a plan that showed nothing is none to agree to', async () => {
    const at = await site();
    const begun = await at.ask('/targets/shop/runs', { form: { token: await at.formToken(), operation: 'fix' } });
    await at.ask(`${begun.headers.location}/events`);
    const plan = String(begun.headers.location).split('/').at(-1) ?? '';
    expect((await ran(at, { operation: 'fix', plan })).status).toBe(409);
  });
});

test('no page holds a script, a style or a secret of its own, may be framed or read by others, or is kept', async () => {
  const at = await site();
  const run = await ran(at, { operation: 'check' });
  const pages = [
    run,
    await at.ask('/'),
    await at.ask('/targets/shop'),
    await at.ask('/runs/x'),
    await at.ask('/targets/x'),
  ];
  for (const { headers, body } of pages) {
    expect(body).not.toMatch(
      /<script(?! type="module" src="\/page\/script.js"><\/script>)|<style|\son\w+=|\sstyle=|hunter2|postgres:/,
    );
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none';.*frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('what a database is called, and what it says, is text on the page', async () => {
  const at = await site();
  const hostile = '</p><script>alert(1)</script>\u202e';
  const archive = at.desk.channels[0];
  await archive?.tell({ ...report(), summary: hostile, target: { ...report().target, name: 'shop' } }, 'problems');
  for (const path of ['/', '/targets/shop']) {
    const { body } = await at.ask(path);
    expect(body).toContain('&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}');
    expect(body).not.toContain('<script>');
  }
});

describe('where keys are set up', () => {
  const keyed = { ...shop, auth: { bearer: [token] } };

  test.each(['127.0.0.1', '0.0.0.0'])('whoever has none sees a form and nothing else, also on %s', async (host) => {
    const at = await site(keyed, { host });
    for (const path of ['/', '/targets/shop', '/runs/x/events']) {
      const { status, body } = await at.ask(path);
      expect([status, body.includes('type="password"')]).toEqual([401, true]);
      expect(body.replaceAll(path, '')).not.toMatch(/shop|name="token"/);
    }
    const form = { operation: 'check', token: 'x' };
    expect((await at.ask('/targets/shop/runs', { form })).status).toBe(401);
  });

  test('a token in a header opens it as well, by whatever name it is reached; a wrong one is answered late', async () => {
    const at = await site(keyed);
    const host = 'lockstep.example';
    expect((await at.ask('/', { headers: { ...bearer, host } })).status).toBe(200);
    const began = Date.now();
    expect((await at.ask('/', { headers: { authorization: `Bearer ${token}x` } })).status).toBe(401);
    expect(Date.now() - began).toBeGreaterThan(900);
  });

  test('whoever guesses keeps no right token out, and is refused where too many guess', async () => {
    const at = await site(keyed);
    const guess = () => at.ask('/', { headers: { authorization: `Bearer ${'x'.repeat(30)}` } });
    const guesses = Promise.all(Array.from({ length: 8 }, guess));
    await expect.poll(async () => (await at.ask('/', { headers: bearer })).status).toBe(200);
    const again = await Promise.all(Array.from({ length: 5 }, () => at.ask('/', { headers: bearer })));
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await guesses).map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  });

  test('a form needs a session and its token, and behind a proxy that renames the server what the browser says of it', async () => {
    const at = await site(keyed);
    const formToken = await at.formToken();
    const login = await at.ask('/login', { form: { key: token, to: '/targets/shop' } });
    expect([login.status, login.headers.location]).toEqual([303, '/targets/shop']);
    const cookie = cookieOf(login);
    const send = (headers: Record<string, string | null>, form = {}) =>
      at.ask('/targets/shop/runs', {
        headers: { cookie, ...headers },
        form: { operation: 'check', token: formToken, ...form },
      });
    expect((await send({ cookie: null })).status).toBe(401);
    expect((await send({ cookie: cookie.slice(0, -1) })).status).toBe(401);
    expect((await send({}, { token: '' })).status).toBe(403);
    expect((await send({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send({ origin: 'https://lockstep.example' })).status).toBe(303);
  });

  test.each([
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    '/login',
    '/targets/../../x?y',
    'javascript:alert(1)',
  ])('logging in never leads to %s', async (to) => {
    const at = await site(keyed);
    const login = await at.ask('/login', { form: { key: token, to } });
    expect([login.status, login.headers.location]).toEqual([303, '/']);
  });

  test('the cookie is for HTTPS alone where a proxy has it, and a form of another site logs nobody in', async () => {
    const at = await site(keyed);
    const form = { key: token };
    const login = (headers: Record<string, string>) => at.ask('/login', { form, headers });
    expect(String((await login({ 'x-forwarded-proto': 'https' })).headers['set-cookie'])).toMatch(/; Secure/);
    expect(String((await login({})).headers['set-cookie'])).not.toMatch(/; Secure/);
    expect((await login({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test('a key that is taken away ends its sessions, and one that fix does not accept shows no button for it', async () => {
    const keys = { check: [token], fix: ['another-token-for-fix-alone'], verify: [token] };
    const keyring: Desk['keyring'] = {
      keys: async (operation) => ({ bearer: keys[operation], webhook: [] }),
      fresh: async () => null,
    };
    const at = await site(keyed, { more: { keyring } });
    const { body } = await at.ask('/', { headers: bearer });
    expect([...body.matchAll(/name="operation" value="(\w+)"/g)].map((match) => match[1])).toEqual(['check', 'verify']);
    const form = { operation: 'fix', token: await at.formToken() };
    expect((await at.ask('/targets/shop/runs', { headers: bearer, form })).status).toBe(403);
    const mayFix = { headers: { authorization: `Bearer ${keys.fix[0]}` } };
    const fix = await at.ask('/targets/shop/runs', { ...mayFix, form });
    expect((await at.ask(`${fix.headers.location}/stop`, { headers: bearer, form })).status).toBe(403);
    expect((await at.ask(`${fix.headers.location}/stop`, { ...mayFix, form })).status).toBe(303);
    const login = await at.ask('/login', { form: { key: token } });
    const headers = { cookie: cookieOf(login) };
    expect((await at.ask('/', { headers })).status).toBe(200);
    keys.check = keys.verify = ['a-new-token-of-everybody'];
    expect((await at.ask('/', { headers })).status).toBe(401);
  });
});

test('where others can reach it and no keys are set up, nobody gets in', async () => {
  const at = await site(shop, { host: '0.0.0.0' });
  const { status, body } = await at.ask('/');
  expect([status, body.includes('LOCKSTEP_BEARER_TOKEN')]).toEqual([401, true]);
  expect(body).not.toMatch(/type="password"|shop/);
  expect((await at.ask('/login', { form: { key: '' } })).status).toBe(401);
});

describe('a run', () => {
  test('of what the configuration does not allow has no button, and is refused', async () => {
    const at = await site({ targets: { shop: { url: nowhere, allow: ['check'] } } });
    expect([...(await at.ask('/')).body.matchAll(/name="operation" value="(\w+)"/g)].map((match) => match[1])).toEqual([
      'check',
    ]);
    for (const operation of ['fix', 'verify', 'drop']) {
      const { status, body } = await ran(at, { operation });
      expect([status, body.includes('allowed are: check')]).toEqual([403, true]);
    }
  });

  test('tells what is wrong where it cannot begin', async () => {
    const at = await site({ targets: { shop: { url: `\${SHOP_URL}` } } });
    const { status, body } = await ran(at, { operation: 'check' });
    expect([status, body.includes('SHOP_URL, which is not set')]).toEqual([400, true]);
  });

  test('goes on when nobody listens any more, and ends with the server', async () => {
    const began = Promise.withResolvers<void>();
    const { url } = await tcpServer(() => began.resolve());
    const archive = folderArchive(folderWith());
    const at = await site({ targets: { shop: { url } }, limits: { connectSeconds: 20 } }, { more: { archive } });
    const form = { token: await at.formToken(), operation: 'check' };
    const { headers } = await at.ask('/targets/shop/runs', { form });
    await began.promise;
    const listening = request(`${at.address}${headers.location}/events`, { agent: false }).end();
    const [events] = await once(listening, 'response');
    await once(events, 'data');
    listening.destroy();
    expect((await at.ask('/')).body).toContain('check of shop is running');
    expect((await at.ask(String(headers.location))).body).toContain('<noscript><meta http-equiv="refresh"');
    await at.ask(`${headers.location}/stop`, { form });
    await expect.poll(async () => (await at.ask('/')).body).not.toContain('is running');
    expect((await at.ask(String(headers.location))).body).toContain('could not tell');
  });
});

test('the database of DATABASE_URL is a target where none is configured, and where there is nothing the page says so', async () => {
  const at = await site({ limits: { connectSeconds: 0.1 } }, { more: { environment: { DATABASE_URL: nowhere } } });
  expect((await ran(at, { operation: 'check' }, 'default')).body).toContain('check: could not tell');
  expect((await (await site({})).ask('/')).body).toContain('No target is configured');
});

test.each([
  '/targets/x',
  '/targets/shop/reports/x',
  '/targets/shop/reports/2026-11-21/7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  '/targets/shop/reports/2026-11-21/latest',
  '/targets/shop?before=x',
  '/runs/x',
  '/runs/x/events',
  '/targets/constructor',
  '/page/x',
  '/targets',
])('what is not there is not found: %s', async (path) => {
  const { status, headers } = await (await site()).ask(path);
  expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
});
