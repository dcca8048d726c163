import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Account, account } from './lambda/account.ts';
import { callSigned, callUrl, now, secrets, signed, urlEvent } from './lambda/callers.ts';
import { expectNoneOf, passwordsIn } from './lambda/credentials.ts';
import { type Shop, shopBehind } from './lambda/shop.ts';

interface Problem {
  title: string;
  status: number;
  detail: string;
}

let shop: Shop;
let aws: Account['aws'];
let proxy: Account['proxy'];
let functions: Account['functions'];
const answers: unknown[] = [];

beforeAll(async () => {
  const [deployed, made] = await Promise.all([
    account({
      targets: {
        production: { secret: 'production/check', fixSecret: 'production/fix', driver: 'neon' },
        elsewhere: { secret: 'elsewhere/check', driver: 'neon' },
        absent: { secret: 'absent/check' },
      },
      auth: { secret: 'callers', fixSecret: 'callers' },
      limits: { connectSeconds: 0.6, lockSeconds: 60, statementSeconds: 60 },
    }),
    shopBehind(),
  ]);
  ({ aws, proxy, functions } = deployed);
  shop = made;
  aws.secrets.set('production/check', JSON.stringify({ url: shop.reader.url }));
  aws.secrets.set('production/fix', JSON.stringify({ url: shop.fixer.url }));
  aws.secrets.set('elsewhere/check', 'postgres://nobody:hunter2@127.0.0.1:1/nothing');
  aws.secrets.set('callers', JSON.stringify({ webhook: [secrets.check, secrets.fix] }));
});

beforeEach(() => {
  aws.messages.length = 0;
});

async function check(...targets: string[]) {
  const answer = await callSigned(functions.check, 'check', { ask: { targets } });
  answers.push(answer);
  return answer;
}

test('a database that is down is unknown, for the caller to try again, and told', async () => {
  const { status, headers, body } = await check('elsewhere');
  expect({ status, retry: headers['retry-after'] }).toEqual({ status: 503, retry: '30' });
  expect(body).toMatchObject({ verdict: 'unknown', ok: false });
  expect(aws.messages).toMatchObject([{ attributes: { verdict: 'unknown', target: 'elsewhere' } }]);
});

test('a secret that is missing is unknown, and named', async () => {
  const { status, body } = await check('absent');
  expect(status).toBe(503);
  expect(body.findings).toMatchObject([
    { code: 'target/secret-missing', message: expect.stringContaining('absent/check') },
  ]);
  expect(aws.messages).toHaveLength(1);
});

describe('a password that is changed while the function is warm', () => {
  let before: number;
  beforeAll(async () => {
    await check('production');
    before = functions.check.starts;
  });

  test('is read again, and the caller notices nothing', async () => {
    await shop.query(`ALTER ROLE ${shop.reader.name} PASSWORD 'rotated-4f1d'`);
    aws.secrets.set('production/check', JSON.stringify({ url: withPassword(shop.reader.url, 'rotated-4f1d') }));
    expect(await check('production')).toMatchObject({ status: 422, body: { verdict: 'block' } });
    expect(functions.check.starts).toBe(before);
  });
});

test('a topic that takes nothing hides no verdict: the report says so, and it is counted', async () => {
  aws.fail('sns', {
    status: 400,
    body: '<ErrorResponse><Error><Code>AuthorizationError</Code></Error></ErrorResponse>',
  });
  const { status, body } = await check('production');
  aws.heal('sns');
  expect(status).toBe(422);
  expect(body.published).toMatchObject([
    { channel: 'topic', status: 'failed', detail: expect.stringContaining('SNS') },
    { channel: 'archive', status: 'sent' },
    { channel: 'metrics', status: 'sent' },
  ]);
  expect(functions.check.lines.filter((line) => '_aws' in line).at(-1)).toMatchObject({ Blocked: 1, NotPublished: 1 });
});

test('an archive that takes nothing hides no verdict either', async () => {
  aws.fail('s3', { status: 403 });
  const { status, body } = await check('production');
  aws.heal('s3');
  expect(status).toBe(422);
  expect(body.published?.map((each) => `${each.channel} ${each.status}`)).toContain('archive failed');
});

test('before its time is up the query is cancelled, and the report goes out', async () => {
  const holder = await shop.connect();
  await holder.query('BEGIN; LOCK TABLE orders');
  onTestFinished(() => void holder.query('ROLLBACK'));
  const event = urlEvent('{"targets":["production"]}', {
    headers: signed('{"targets":["production"]}', secretOfCheck),
  });
  const { status, body } = await callUrl(functions.check, event, { timeoutMs: 1_500 });
  answers.push(body);
  expect(status).toBe(503);
  expect(body.findings.map(({ code }) => code)).toContain('target/out-of-time');
  expect(aws.messages).toMatchObject([{ attributes: { verdict: 'unknown' } }]);
  const sessions = () =>
    shop.query(`SELECT query FROM pg_stat_activity WHERE application_name LIKE 'lockstep%'
    AND datname = current_database()`);
  await expect.poll(sessions, { interval: 20, timeout: 500 }).toEqual([]);
  await holder.query('ROLLBACK');
  // The same process goes on.
  expect((await check('production')).status).toBe(422);
});

const secretOfCheck = { secret: secrets.check };

describe('a call that is refused runs nothing', () => {
  const body = '{"targets":["production"]}';
  const forged = { secret: `whsec_${Buffer.from('somebody who guesses a long secret').toString('base64')}` };

  test.each([
    ['without a signature', body, () => ({}), 401],
    ['with a signature of another secret', body, () => signed(body, forged), 401],
    ['with a signature of another body', body, () => signed('{}', secretOfCheck), 401],
    ['with the signature of an earlier call', body, () => signed(body, { ...secretOfCheck, at: now() - 301 }), 401],
    ['with a signature from the future', body, () => signed(body, { ...secretOfCheck, at: now() + 302 }), 401],
    ['with a token nobody knows', body, () => ({ authorization: 'Bearer token-of-the-pipeline-1234567890' }), 401],
    ['that is too large', ' '.repeat(1_048_577), () => signed(' '.repeat(1_048_577), secretOfCheck), 413],
    ['that is no JSON', '{"targets":', () => signed('{"targets":', secretOfCheck), 400],
    ['with an unknown key', '{"tragets":[]}', () => signed('{"tragets":[]}', secretOfCheck), 400],
    ['for a target nobody knows', '{"targets":["x"]}', () => signed('{"targets":["x"]}', secretOfCheck), 404],
  ])('%s', async (_, text, headers, expected) => {
    const before = proxy.connections;
    const reply = await callUrl<Problem>(functions.check, urlEvent(text, { headers: headers() }));
    answers.push(reply);
    expect(reply).toMatchObject({
      status: expected,
      headers: { 'content-type': 'application/problem+json' },
      body: { status: expected, title: expect.any(String), detail: expect.any(String) },
    });
    expect(reply.headers['www-authenticate']).toBe(expected === 401 ? 'Bearer realm="lockstep"' : undefined);
    expect(proxy.connections).toBe(before);
    expect(aws.messages).toEqual([]);
  });

  test('with another method', async () => {
    const reply = await callUrl(functions.check, urlEvent('', { method: 'GET' }));
    expect(reply).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  });

  test('whoever AWS let in needs no signature', async () => {
    const event = urlEvent(body);
    const iam = { userArn: 'arn:aws:iam::123456789012:user/deployer' };
    const requestContext = { ...event.requestContext, authorizer: { iam } };
    expect((await callUrl(functions.check, { ...event, requestContext } as typeof event)).status).toBe(422);
  });

  test('while the keys cannot be read, nobody is let in', async () => {
    aws.secrets.delete('callers');
    const reply = await callSigned(functions.verify, 'verify', { ask: { targets: ['production'] } });
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    expect(JSON.stringify(reply)).not.toContain('callers');
  });
});

test('no password, token or secret is in anything that came out', () => {
  const passwords = [...passwordsIn(shop.reader.url, shop.fixer.url), 'rotated-4f1d', 'hunter2'];
  expectNoneOf([...passwords, secrets.check, secrets.fix], { functions, aws, answers });
});

function withPassword(url: string, password: string): string {
  const address = new URL(url);
  address.password = password;
  return address.href;
}
