import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Desk } from '../shared/answer/desk.ts';
import { handle, type LambdaContext } from '../shared/handle.ts';
import type { Operation } from '../shared/model/report.ts';
import type { SettingsInput } from '../shared/model/settings.ts';
import { folderArchive } from '../shared/publish/archive/folder.ts';
import { s3Archive } from '../shared/publish/archive/s3.ts';
import { channelsFrom } from '../shared/publish/channels.ts';
import { bearer, deskWith, type Line } from './answer/desk.ts';
import { sampleOf } from './invocation/sample.ts';
import { outputOf } from './publish/output.ts';
import { type AwsEndpoint, awsEndpoint, type Service } from './support/aws.ts';
import { folderWith } from './support/command.ts';
import { database, type TestDatabase } from './support/database.ts';
import { appId, githubApi, privateKey } from './support/github-app.ts';

const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';
const takeLock = `BEGIN; SELECT pg_advisory_xact_lock(x'${Buffer.from('lockstep').toString('hex')}'::bigint)`;

let shop: TestDatabase;
let aws: AwsEndpoint;
beforeAll(async () => {
  [shop, aws] = await Promise.all([database(behind), awsEndpoint()]);
  Object.assign(process.env, aws.environment);
});

function opened(more: SettingsInput = {}) {
  const targets = {
    shop: { url: shop.url },
    down: { url: 'postgres://app:hunter2@127.0.0.1:1/b', allow: ['check', 'fix'] as Operation[] },
  };
  return deskWith({ targets, limits: { connectSeconds: 0.1 }, ...more }, folderArchive(folderWith()));
}

function invoked(desk: Desk, operation: Operation, event: unknown, remainingMs = 60_000): Promise<unknown> {
  const context: LambdaContext = {
    awsRequestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    functionName: 'lockstep-check',
    getRemainingTimeInMillis: () => remainingMs,
  };
  return handle(event, context, { operation, desk });
}

function overHttp(body: unknown, more: Record<string, unknown> = {}) {
  const requestContext = { domainName: 'abc.lambda-url.on.aws', http: { method: 'POST' }, ...more };
  return { version: '2.0', rawPath: '/', headers: bearer, requestContext, body: JSON.stringify(body) };
}

const queued = (texts: string[], arn = 'arn:aws:sqs:eu-central-1:1:deploys') => ({
  Records: texts.map((body, index) => ({ eventSource: 'aws:sqs', eventSourceARN: arn, messageId: `m${index}`, body })),
});
const about = (target: string) => JSON.stringify({ targets: [target] });
const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('whoever invokes it', () => {
  test('directly gets the report, and the log one line', async () => {
    const desk = opened();
    expect(await invoked(desk, 'check', { targets: ['shop'] })).toMatchObject({ verdict: 'block', operation: 'check' });
    expect(desk.lines).toEqual([
      {
        level: 'info',
        message: expect.stringContaining('behind'),
        fields: expect.objectContaining({
          caller: 'direct',
          targets: ['shop'],
          verdict: 'block',
          requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
        }),
      } satisfies Line,
    ]);
  });

  test('and wants an error for what does not pass gets one, whose name tells a block from what could not be told', async () => {
    const desk = opened();
    const wanting = (target: string) => invoked(desk, 'check', { targets: [target], onFail: 'throw' });
    await expect(wanting('shop')).rejects.toMatchObject({
      name: 'LockstepBlocked',
      message: expect.stringMatching(/^block: .*behind.*next: lockstep fix --target shop/),
    });
    await expect(wanting('down')).rejects.toMatchObject({
      name: 'LockstepUnknown',
      message: expect.stringMatching(/^unknown: /),
    });
    expect(desk.lines.map(({ fields }) => fields.verdict)).toEqual(['block', 'unknown']);
    expect(
      await invoked(desk, 'fix', { targets: ['shop'], dryRun: true, guards: ['data'], onFail: 'throw' }),
    ).toMatchObject({ ok: true });
  });

  test('over HTTP or by a queue asks for an answer, not for an error', async () => {
    const body = { targets: ['shop'], onFail: 'throw' };
    expect(await invoked(opened(), 'check', overHttp(body))).toMatchObject({ statusCode: 400 });
    expect(await invoked(opened(), 'check', queued([JSON.stringify(body)]))).toEqual(failures('m0'));
  });

  test('with nothing at all, or by a schedule, asks for every target', async () => {
    for (const event of [{}, null, sampleOf('event-bridge')]) {
      expect(await invoked(opened(), 'check', event)).toMatchObject({ verdict: 'block', reports: [{}, {}] });
    }
  });

  test('over HTTP gets an answer with a status', async () => {
    expect(await invoked(opened(), 'check', overHttp({ targets: ['shop'] }))).toMatchObject({ statusCode: 422 });
    expect(await invoked(opened(), 'check', { ...overHttp({}), headers: {} })).toMatchObject({ statusCode: 401 });
    const iam = { authorizer: { iam: { userArn: 'arn:aws:iam::1:user/ci' } } };
    const desk = opened();
    expect(await invoked(desk, 'check', { ...overHttp({}, iam), headers: {} })).toMatchObject({ statusCode: 422 });
    expect(desk.lines[0]?.fields).toMatchObject({ caller: 'function-url', who: 'arn:aws:iam::1:user/ci' });
  });

  test.each([
    [{ target: 'shop' }, 'UsageError', /^target is not an option; did you mean targets\?; see /],
    [{ operation: 'fix', targets: ['shop'] }, 'NotAllowedError', /^the call means fix, and this is check; /],
    [{ targets: ['postgres://app:hunter2@db/shop'] }, 'UnknownTargetError', /a target is a name, not a URL/],
    [{ ...sampleOf('event-bridge'), source: 'ci', detail: { peek: 7 } }, 'UsageError', /^peek: expected boolean/],
    [{ Records: [] }, 'UsageError', /^nobody known sends such an event/],
    [sampleOf('topic'), 'UnknownTargetError', /"production" is not a configured target/],
  ])('with what makes no sense is told so in words: %j', async (event, name, message) => {
    const desk = opened();
    const error = await invoked(desk, 'check', event).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name, message: expect.stringMatching(message) });
    expect(`${(error as Error).stack}${JSON.stringify(desk.lines)}`).not.toContain('hunter2');
    expect((error as Error).stack).toMatch(/\n {4}at /);
    expect(desk.lines).toHaveLength(1);
  });
});

describe('a queue', () => {
  test('delivers again what could not be told or understood, and nothing else', async () => {
    const texts = [about('shop'), about('down'), 'not json', '{"target":"x"}', '', about('shop')];
    expect(await invoked(opened(), 'check', queued(texts))).toEqual(failures('m1', 'm2', 'm3'));
  });

  test('that keeps the order delivers again all that come after the first failure', async () => {
    const desk = opened();
    const event = queued([about('shop'), about('down'), about('shop')], 'arn:aws:sqs:eu-central-1:1:deploys.fifo');
    expect(await invoked(desk, 'check', event)).toEqual(failures('m1', 'm2'));
    expect(desk.lines).toHaveLength(2);
  });

  test('delivers a fix again only where it was not begun', async () => {
    const own = await database(behind);
    const desk = opened({ targets: { own: { url: own.url }, down: { url: 'postgres://a@127.0.0.1:1/b' } } });
    const holder = await own.connect();
    await holder.query(takeLock);
    expect(await invoked(desk, 'fix', queued([about('own'), about('down')]))).toEqual(failures('m0', 'm1'));
    await holder.query('ROLLBACK; BEGIN; LOCK TABLE orders');
    const begun = { ...desk.settings, limits: { ...desk.settings.limits, lockSeconds: 0.2 } };
    expect(await invoked({ ...desk, settings: begun }, 'fix', queued([about('own')]))).toEqual(failures());
    expect(desk.lines.at(-1)?.fields.verdict).toBe('unknown');
    await holder.query('ROLLBACK');
    expect(await invoked(desk, 'fix', queued([about('own')]))).toEqual(failures());
    expect(desk.lines.at(-1)?.fields.verdict).toBe('pass');
  });

  test('delivers a fix again where the server was reached, and the lock of the fix was not', async () => {
    const own = await database(behind);
    const one = await own.role((role) => `ALTER ROLE ${role} CONNECTION LIMIT 1; ALTER TABLE orders OWNER TO ${role}`);
    const desk = opened({ targets: { own: { url: one.url } } });
    expect(await invoked(desk, 'fix', queued([about('own')]))).toEqual(failures('m0'));
    expect(await invoked(desk, 'fix', {})).toMatchObject({
      verdict: 'unknown',
      target: { server: expect.any(String) },
      findings: [{ code: 'target/too-many-connections' }],
      changes: [],
    });
  });
});

test('a topic delivers again what could not be told', async () => {
  const message = (text: string) => ({ Records: [{ EventSource: 'aws:sns', Sns: { MessageId: 'm', Message: text } }] });
  expect(await invoked(opened(), 'check', message(about('shop')))).toMatchObject({ verdict: 'block' });
  const desk = opened();
  await expect(invoked(desk, 'check', message(about('down')))).rejects.toThrow('message m is to be delivered again');
  expect(desk.lines).toHaveLength(1);
});

describe('before its time is up', () => {
  test('a run that hangs is cancelled and reported', async () => {
    const own = await database(behind);
    const holder = await own.connect();
    await holder.query('BEGIN; LOCK TABLE orders');
    const desk = opened({ targets: { own: { url: own.url } }, limits: { lockSeconds: 30 } });
    const began = Date.now();
    const answers = await Promise.all([invoked(desk, 'check', {}, 1200), invoked(desk, 'check', overHttp({}), 1200)]);
    expect(answers).toMatchObject([
      { verdict: 'unknown', findings: [{ code: 'target/out-of-time' }] },
      { statusCode: 503, body: expect.stringContaining('target/out-of-time') },
    ]);
    expect(Date.now() - began).toBeGreaterThan(700);
    expect(Date.now() - began).toBeLessThan(1190);
    const waiting =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    expect(await own.query(waiting)).toEqual([{ count: '0' }]);
  });

  const published = (desk: Desk) => {
    const archive = s3Archive('reports');
    const publish = { topic: 'arn:aws:sns:eu-central-1:123456789012:lockstep', chat: false };
    return { ...desk, archive, channels: channelsFrom({ publish, archive, metrics: true }) };
  };
  const delivery = (body: unknown, id: string) => ({
    ...overHttp(body),
    headers: { ...bearer, 'idempotency-key': id },
  });
  const hang = (...services: Service[]) => {
    for (const service of services) aws.fail(service, 'hang');
    onTestFinished(() => services.forEach(aws.heal));
  };
  type Reply = { statusCode: number; body: string };

  test('many targets that hang, a topic and an archive that do, leave time for an answer and for the metrics', async () => {
    const own = await database(behind);
    const holder = await own.connect();
    await holder.query('BEGIN; LOCK TABLE orders');
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const targets = Object.fromEntries(names.map((name) => [name, { url: own.url, publish: 'always' as const }]));
    const desk = opened({ targets, limits: { lockSeconds: 30, targetsAtOnce: 2 } });
    const output = outputOf();
    const began = Date.now();
    const reply = invoked(published(desk), 'verify', delivery({}, 'hanging'), 2400);
    await expect.poll(() => [...aws.objects.keys()].join()).toContain('calls/verify/');
    hang('sns', 's3');
    const { statusCode, body } = (await reply) as Reply;
    expect(Date.now() - began).toBeLessThan(2390);
    expect(statusCode).toBe(503);
    const failed = { status: 'failed', detail: expect.stringMatching(/^no (time left|answer within 0\.\d+ s)$/) };
    const channels = [
      { channel: 'topic', ...failed },
      { channel: 'archive', ...failed },
      { channel: 'metrics', status: 'sent' },
    ];
    expect(JSON.parse(body).reports).toMatchObject(
      names.map((name) => ({
        target: { name },
        findings: [{ code: 'target/out-of-time' }],
        published: channels,
      })),
    );
    expect(output.lines().map(({ target }) => target)).toEqual(expect.arrayContaining(names));
    expect(desk.lines.map(({ message }) => message)).toContain('a delivery could not be remembered');
  });

  test('a topic that hangs leaves time for the report and the delivery to be kept', async () => {
    const own = await database(behind);
    const desk = published(opened({ targets: { own: { url: own.url, publish: 'always' } } }));
    outputOf();
    hang('sns');
    const call = async () =>
      JSON.parse(((await invoked(desk, 'fix', delivery({ guards: ['sequences'] }, 'kept'), 4000)) as Reply).body);
    const first = await call();
    expect(first.published).toMatchObject([
      { channel: 'topic', status: 'failed' },
      { channel: 'archive', status: 'sent' },
      { channel: 'metrics', status: 'sent' },
    ]);
    expect(await call()).toEqual(first);
  });

  test('who calls cannot be told where Secrets Manager hangs', async () => {
    const desk = opened({ auth: { secret: 'auth-that-hangs' } });
    hang('secrets');
    const began = Date.now();
    expect(await invoked(desk, 'check', overHttp({}), 1500)).toMatchObject({ statusCode: 503 });
    expect(Date.now() - began).toBeLessThan(1490);
  });

  test('messages for which none is left are delivered again', async () => {
    const own = await database(behind);
    const holder = await own.connect();
    await holder.query('BEGIN; LOCK TABLE orders');
    const desk = opened({ targets: { own: { url: own.url } }, limits: { lockSeconds: 30 } });
    expect(await invoked(desk, 'check', queued([about('own'), about('own'), about('own')]), 600)).toEqual(
      failures('m0', 'm1', 'm2'),
    );
  });
});

describe('a caller that prefers not to wait', () => {
  const prefers = (operationBody: unknown) => {
    const event = overHttp(operationBody);
    return { ...event, headers: { ...bearer, prefer: 'respond-async', 'idempotency-key': 'a' } };
  };
  const reportOf = (location: string) => ({
    ...overHttp({}, { http: { method: 'GET' } }),
    rawPath: new URL(location).pathname,
  });

  test('is answered by a second invocation, which Lambda may deliver twice', async () => {
    const own = await database(behind);
    const desk = opened({ targets: { own: { url: own.url } } });
    aws.calls.length = 0;
    const promise = (await invoked(desk, 'fix', prefers({}))) as {
      statusCode: number;
      headers: Record<string, string>;
    };
    const { location = '' } = promise.headers;
    expect(promise.statusCode).toBe(202);
    expect(location).toMatch(/^https:\/\/abc\.lambda-url\.on\.aws\/reports\/fix-/);
    expect(await invoked(desk, 'fix', reportOf(location))).toMatchObject({ statusCode: 202 });
    const [call] = aws.calls;
    expect(call).toMatchObject({ function: 'lockstep-check', type: 'Event' });
    const event = JSON.parse(JSON.stringify(call?.payload));
    expect(JSON.stringify(event)).not.toContain(bearer.authorization);
    await invoked(desk, 'fix', event);
    expect(await invoked(desk, 'fix', reportOf(location))).toMatchObject({ statusCode: 200 });
    await own.query("SELECT setval('orders_id_seq', 1)");
    await invoked(desk, 'fix', event);
    expect(await own.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
  });

  test('waits where Lambda does not let it invoke itself', async () => {
    aws.fail('lambda', { status: 403 });
    expect(await invoked(opened(), 'check', prefers({ targets: ['shop'] }))).toMatchObject({ statusCode: 422 });
    aws.heal('lambda');
  });

  test('has what it asks kept in the archive, and nothing of it in the event', async () => {
    const desk = opened();
    aws.calls.length = 0;
    const { headers } = (await invoked(desk, 'check', prefers({ targets: ['shop'] }))) as {
      headers: { location: string };
    };
    const reportId = headers.location.split('/').pop();
    expect(aws.calls.map(({ payload }) => payload)).toEqual([{ 'lockstep:deferred': { reportId } }]);
    // Another function's is none of it.
    await expect(invoked(desk, 'verify', aws.calls[0]?.payload)).rejects.toThrow('nothing was left for later under');
  });

  test('waits where there is no archive to keep it in', async () => {
    const answer = await invoked({ ...opened(), archive: null }, 'check', prefers({ targets: ['shop'] }));
    expect(answer).toMatchObject({ statusCode: 422 });
  });

  test('cannot be forged by whoever may invoke the function: nothing runs, is written, or told to GitHub', async () => {
    const [api, desk] = [await githubApi(), opened()];
    const github = { app: appId, privateKey, webhookSecret: 'x'.repeat(20), api: api.url };
    const set = { ...desk, settings: { ...desk.settings, github } };
    await desk.archive?.write('manifests/shop.json', '{"kept":1}');
    const callback = { repository: 'o/shop', repositoryId: 1, runId: 9, installation: 5, environment: 'shop' };
    const rest = { ask: { guards: ['data'] }, who: 'github' };
    const delivery = { key: 'manifests/shop.json', fingerprint: 'x', startedAt: 1 };
    for (const more of [{ delivery: null, callback }, { delivery }, { delivery: null }]) {
      const event = { 'lockstep:deferred': { reportId: `check-${'0'.repeat(26)}`, ...rest, ...more } };
      await expect(invoked(set, 'check', event)).rejects.toThrow('nothing was left for later under');
    }
    expect(api.requests).toEqual([]);
    expect(await desk.archive?.read('manifests/shop.json')).toBe('{"kept":1}');
    expect(desk.lines.map(({ message }) => message)).toEqual(Array(3).fill(expect.stringMatching(/^refused: /)));
  });

  test('cannot make a deferred run from outside', async () => {
    const forged = { 'lockstep:deferred': { reportId: `check-${'0'.repeat(26)}`, ask: {}, who: 'x', delivery: null } };
    const desk = opened();
    for (const event of [
      { ...overHttp(forged), headers: {} },
      { ...overHttp({}), headers: {}, ...forged },
    ]) {
      expect(await invoked(desk, 'check', event)).toMatchObject({ statusCode: 401 });
    }
    const message = { Records: [{ EventSource: 'aws:sns', Sns: { MessageId: 'm', Message: JSON.stringify(forged) } }] };
    await expect(invoked(desk, 'check', message)).rejects.toThrow('lockstep:deferred');
  });
});

describe('keys in Secrets Manager', () => {
  const statusOf = async (desk: Desk, operation: Operation, token: string) => {
    const event = { ...overHttp({ targets: ['shop'] }), headers: { authorization: `Bearer ${token}` } };
    return ((await invoked(desk, operation, event)) as { statusCode: number }).statusCode;
  };
  const [first, second, third] = ['first-token-of-twenty', 'second-token-of-twenty', 'third-token-of-twenty'];
  const own = 'token-of-fix-of-twenty';

  test('that were rotated are read again when a caller is refused, once in ten seconds', async () => {
    aws.secrets.set('auth', JSON.stringify({ bearer: first }));
    const desk = opened({ targets: { shop: { url: shop.url } }, auth: { secret: 'auth' } });
    expect(await statusOf(desk, 'check', first)).toBe(422);
    aws.secrets.set('auth', JSON.stringify({ bearer: [second] }));
    const both = await Promise.all([statusOf(desk, 'check', second), statusOf(desk, 'check', second)]);
    expect([...both, await statusOf(desk, 'check', second)]).toEqual([422, 422, 422]);
    const reads = () => aws.requests.filter(({ service }) => service === 'secrets').length;
    const before = reads();
    for (const _ of [1, 2, 3]) expect(await statusOf(desk, 'check', 'a-guess-of-twenty-characters')).toBe(401);
    expect(reads()).toBe(before);
    aws.secrets.set('auth', JSON.stringify({ bearer: [third] }));
    vi.setSystemTime(Date.now() + 10_000);
    expect(await statusOf(desk, 'check', third).finally(() => vi.useRealTimers())).toBe(422);
  });

  test('of fix alone let nobody else in', async () => {
    aws.secrets.set('auth-fix', JSON.stringify({ bearer: own }));
    aws.secrets.set('auth-common', JSON.stringify({ bearer: first }));
    const auth = { secret: 'auth-common', fixSecret: 'auth-fix', bearer: [second] };
    const desk = opened({ targets: { shop: { url: shop.url } }, auth });
    expect(await statusOf(desk, 'fix', first)).toBe(401);
    expect(await statusOf(desk, 'fix', second)).toBe(401);
    expect(await statusOf(desk, 'check', own)).toBe(401);
    expect(await statusOf(desk, 'check', second)).toBe(422);
  });

  test('that cannot be read let nobody in, and say nothing of themselves to callers', async () => {
    const desk = opened({ targets: { shop: { url: shop.url } }, auth: { secret: 'auth-that-is-not-there' } });
    const event = { ...overHttp({}), headers: { authorization: `Bearer ${first}` } };
    const reply = (await invoked(desk, 'check', event)) as { statusCode: number; body: string };
    expect(reply.statusCode).toBe(503);
    expect(reply.body).not.toContain('auth-that');
    expect(desk.lines.at(-1)?.message).toContain('auth-that-is-not-there');
    const iam = { authorizer: { iam: { userArn: 'arn:aws:iam::1:user/ci' } } };
    expect(await invoked(desk, 'check', overHttp({}, iam))).toMatchObject({ statusCode: 422 });
  });
});
