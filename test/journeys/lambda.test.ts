import { beforeAll, describe, expect, test } from 'vitest';
import { type Report, reportSchema } from '../../shared/model/report.ts';
import { type Account, account, bucket, topic } from './lambda/account.ts';
import { callSigned, callUrl, secrets, signed, urlEvent } from './lambda/callers.ts';
import { expectNoneOf, passwordsIn } from './lambda/credentials.ts';
import { breakAgain, type Shop, shopBehind } from './lambda/shop.ts';

let shop: Shop;
let aws: Account['aws'];
let proxy: Account['proxy'];
let functions: Account['functions'];
let inputOf: Account['inputOf'];
/** whatever was answered */
const answers: unknown[] = [];

beforeAll(async () => {
  const [deployed, made] = await Promise.all([
    account({
      targets: {
        production: {
          secret: 'production/check',
          fixSecret: 'production/fix',
          driver: 'neon',
          environment: 'production',
          publish: 'always',
        },
        staging: { secret: 'staging/check', fixSecret: 'staging/fix', publish: 'always' },
        elsewhere: { secret: 'elsewhere/check', allow: ['check', 'verify'] },
      },
      auth: { secret: 'callers', fixSecret: 'callers-of-fix' },
      limits: { connectSeconds: 0.6 },
    }),
    shopBehind(),
  ]);
  ({ aws, proxy, functions, inputOf } = deployed);
  shop = made;
  aws.secrets.set('production/check', JSON.stringify({ url: shop.reader.url }));
  aws.secrets.set('production/fix', JSON.stringify({ DATABASE_URL: shop.fixer.url }));
  aws.secrets.set('staging/check', shop.reader.url);
  aws.secrets.set('staging/fix', shop.fixer.url);
  aws.secrets.set('elsewhere/check', 'postgres://nobody:hunter2@127.0.0.1:1/nothing');
  aws.secrets.set('callers', JSON.stringify({ bearer: ['token-of-the-pipeline-1234567890'], webhook: secrets.check }));
  aws.secrets.set('callers-of-fix', JSON.stringify({ webhook: [secrets.fix] }));
});

async function invoke(operation: 'check' | 'fix' | 'verify', event: unknown): Promise<unknown> {
  const { result, error } = await functions[operation].invoke(event);
  answers.push(result ?? error);
  if (error) throw new Error(`${error.errorType}: ${error.errorMessage}`);
  return result;
}

describe('the nightly schedule', () => {
  let report: Report;
  beforeAll(async () => {
    report = reportSchema.parse(await invoke('check', inputOf('lockstep check of production')));
  });

  test('finds a sequence that is behind, through the driver of Neon', () => {
    expect(report).toMatchObject({ verdict: 'block', findings: [{ code: 'sequences/behind' }] });
    expect(report.published?.map(({ channel, status }) => `${channel} ${status}`)).toEqual([
      'topic sent',
      'archive sent',
      'metrics sent',
    ]);
    expect(proxy.connections).toBeGreaterThan(0);
  });

  test('tells the topic, for people and for machines', () => {
    const message = aws.messages.find(({ text }) => text.includes(report.id));
    expect(message).toMatchObject({
      topic,
      subject: expect.stringContaining('production'),
      attributes: { verdict: 'block', operation: 'check', target: 'production', environment: 'production' },
    });
    expect(message?.for('email')).toContain('orders_id_seq');
    expect(JSON.parse(message?.for('sqs') ?? '')).toMatchObject({ id: report.id, verdict: 'block' });
  });

  test('keeps the report, and which was the last', () => {
    const keys = [
      `${bucket}/reports/production/${report.startedAt.slice(0, 10)}/${report.id}.json`,
      `${bucket}/latest/production/check.json`,
    ];
    for (const key of keys) expect(JSON.parse(aws.objects.get(key) ?? 'null')).toMatchObject({ id: report.id });
  });

  test('counts it for the alarms, and writes one line that ties it to the invocation', () => {
    const metrics = functions.check.lines.find((line) => '_aws' in line);
    expect(metrics).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Namespace: 'Lockstep', Dimensions: [['target', 'operation']] }] },
      target: 'production',
      operation: 'check',
      Runs: 1,
      Blocked: 1,
      Unknown: 0,
      NotPublished: 0,
    });
    const [line, ...others] = functions.check.lines.filter((each) => each.id === report.id);
    expect(line).toMatchObject({ verdict: 'block', correlation_id: expect.stringMatching(/^[\w-]{36}$/) });
    expect(others).toEqual([]);
  });

  test('every week proves by reading, and uses up no value', async () => {
    const before = await shop.query('SELECT last_value, is_called FROM orders_id_seq');
    expect(await invoke('verify', inputOf('lockstep verify of production'))).toMatchObject({ verdict: 'block' });
    expect(await shop.query('SELECT last_value, is_called FROM orders_id_seq')).toEqual(before);
  });
});

describe('a signed webhook', () => {
  const ask = { targets: ['production'], deploy: { sha: '0f3a9b1c', actor: 'octocat' } };

  test('stops a deploy, fix repairs, and the next call lets it go ahead', async () => {
    const stopped = await callSigned(functions.check, 'check', { ask });
    const repaired = await callSigned(functions.fix, 'fix', { ask });
    const passed = await callSigned(functions.check, 'check', { ask });
    answers.push(stopped, repaired, passed);
    expect(stopped).toMatchObject({ status: 422, body: { verdict: 'block', deploy: { sha: '0f3a9b1c' } } });
    expect(repaired).toMatchObject({ status: 200, body: { changes: [{ from: '1', to: '41', applied: true }] } });
    expect(passed).toMatchObject({ status: 200, body: { verdict: 'pass', ok: true } });
    expect(await shop.query('INSERT INTO orders DEFAULT VALUES RETURNING id')).toEqual([{ id: 41 }]);
  });

  test('that is delivered twice fixes once, and both times gets the same answer', async () => {
    await breakAgain(shop);
    const first = await callSigned(functions.fix, 'fix', { ask, id: 'msg_twice' });
    await breakAgain(shop);
    const second = await callSigned(functions.fix, 'fix', { ask, id: 'msg_twice' });
    expect(second).toEqual(first);
    expect(await shop.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
  });

  test('of check lets nobody fix, and that of fix nobody check', async () => {
    const body = JSON.stringify(ask);
    const [fixed, checked] = await Promise.all([
      callUrl(functions.fix, urlEvent(body, { headers: signed(body, { secret: secrets.check }) })),
      callUrl(functions.check, urlEvent(body, { headers: signed(body, { secret: secrets.fix }) })),
    ]);
    expect([fixed.status, checked.status]).toEqual([401, 401]);
  });

  test('gets 200 for a block where it asks for that', async () => {
    await breakAgain(shop);
    const { status, body } = await callSigned(functions.check, 'check', { ask, query: 'on-fail=200' });
    expect({ status, ok: body.ok }).toEqual({ status: 200, ok: false });
  });

  test('may go on without the answer, and ask for it later', async () => {
    const promised = await callSigned(functions.check, 'check', { ask, headers: { prefer: 'respond-async' } });
    expect(promised.status).toBe(202);
    const [call] = aws.calls;
    expect(call).toMatchObject({ function: 'check', type: 'Event' });
    const path = new URL(promised.headers.location ?? '').pathname;
    const headers = { authorization: 'Bearer token-of-the-pipeline-1234567890' };
    const look = () => callUrl(functions.check, urlEvent('', { method: 'GET', path, headers }));
    expect((await look()).status).toBe(202);
    await invoke('check', call?.payload);
    expect(await look()).toMatchObject({ status: 422, body: { verdict: 'block' } });
  });
});

describe('several targets', () => {
  test('are told each for itself, also where one is out of reach', async () => {
    const { status, body } = await callSigned(functions.check, 'check', { ask: { targets: ['staging', 'elsewhere'] } });
    answers.push(body);
    expect(body.reports.map(({ target, verdict }) => [target.name, verdict])).toEqual([
      ['staging', 'block'],
      ['elsewhere', 'unknown'],
    ]);
    expect({ status, ok: body.ok }).toEqual({ status: 422, ok: false });
    for (const { id } of body.reports) expect(aws.messages.some(({ text }) => text.includes(id))).toBe(true);
  });

  test('are all meant where none is named', async () => {
    const result = (await invoke('check', {})) as { reports: Report[] };
    expect(result.reports.map(({ target }) => target.name)).toEqual(['production', 'staging', 'elsewhere']);
  });

  test('a fix that is not allowed is refused, and nothing is run', async () => {
    const before = proxy.connections;
    const refused = await callSigned(functions.fix, 'fix', { ask: { targets: ['elsewhere'] } });
    expect(refused.status).toBe(403);
    expect(proxy.connections).toBe(before);
  });
});

test('a fix while another runs is told to come again', async () => {
  const other = await shop.connect();
  await other.query(`BEGIN; SELECT pg_advisory_xact_lock(x'${Buffer.from('lockstep').toString('hex')}'::bigint)`);
  const { status, headers, body } = await callSigned(functions.fix, 'fix', { ask: { targets: ['production'] } });
  await other.query('ROLLBACK');
  expect(body.findings.map(({ code }) => code)).toContain('target/busy');
  expect({ status, retry: headers['retry-after'] }).toEqual({ status: 409, retry: '10' });
});

test('of the messages of a queue only those that failed come again', async () => {
  const record = (messageId: string, body: string) => ({
    messageId,
    body,
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:deploys',
    awsRegion: 'eu-central-1',
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
  });
  const Records = [
    record('good', '{"targets": ["staging"]}'),
    record('no-json', 'check production'),
    record('out-of-reach', '{"targets": ["elsewhere"]}'),
  ];
  expect(await invoke('check', { Records })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'no-json' }, { itemIdentifier: 'out-of-reach' }],
  });
});

test('a command line without HTTP is told what is wrong with it, in words that Lambda shows', async () => {
  const { error } = await functions.check.invoke({ tragets: ['production'] });
  expect(error?.errorMessage).toMatch(/^tragets is not an option; did you mean targets\?/);
  expect(error?.errorType).toBe('UsageError');
});

test('each function ran in one process all the time', () => {
  expect(Object.values(functions).map(({ starts }) => starts)).toEqual([1, 1, 1]);
});

test('no password, token or secret is in anything that came out', () => {
  const tokens = ['hunter2', 'token-of-the-pipeline-1234567890', secrets.check, secrets.fix];
  expectNoneOf([...passwordsIn(shop.reader.url, shop.fixer.url), ...tokens], { functions, aws, answers });
});
