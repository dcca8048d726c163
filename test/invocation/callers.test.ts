import { globSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Invocation, isObject } from '../../shared/invocation/caller.ts';
import { callers } from '../../shared/invocation/callers/index.ts';
import { invocationFrom } from '../../shared/invocation/invocation.ts';
import { UsageError } from '../../shared/model/errors.ts';
import { sampleOf } from './sample.ts';

const files = globSync('shared/invocation/callers/*.ts')
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'index');

// Lambda says it to every function; an answer to CloudFormation goes to the bucket of this region alone.
beforeAll(() => void vi.stubEnv('AWS_REGION', 'eu-central-1'));

function httpCallOf(event: unknown) {
  const { invocation } = invocationFrom(event);
  if (invocation.kind !== 'http') throw new Error(`this is ${invocation.kind}`);
  return invocation;
}

test('every caller has its file, and the sample in it is recognised by that caller alone', () => {
  expect(files.map((file) => invocationFrom(sampleOf(file)).caller).sort()).toEqual(
    callers.map(({ name }) => name).sort(),
  );
  for (const file of files) {
    expect(callers.filter((caller) => caller.recognises(sampleOf(file))).map(({ name }) => name)).toEqual([file]);
  }
});

describe('over HTTP', () => {
  test.each(['function-url', 'api-gateway', 'load-balancer'])('a call through %s arrives as it was sent', (file) => {
    const { call } = httpCallOf(sampleOf(file));
    expect(call.method).toBe('POST');
    expect(call.query.toString()).toBe('on-fail=200');
    expect(call.headers['content-type']).toBe('application/json');
    expect(call.body.toString()).toBe('{"targets":["production"]}');
  });

  test.each(['function-url', 'api-gateway', 'load-balancer'])(
    'a body through %s is bytes, whatever they are',
    (file) => {
      const bytes = Buffer.from([0, 255, 254, 10, 0xc3, 0x28]);
      const event = { ...sampleOf(file), body: bytes.toString('base64'), isBase64Encoded: true };
      expect(httpCallOf(event).call.body.equals(bytes)).toBe(true);
      expect(httpCallOf({ ...event, body: null }).call.body.length).toBe(0);
      expect(httpCallOf({ ...event, body: 'ü€', isBase64Encoded: false }).call.body).toEqual(Buffer.from('ü€'));
    },
  );

  test('only AWS says whom AWS_IAM let in', () => {
    const arn = 'arn:aws:iam::123456789012:user/deployer';
    expect(httpCallOf(sampleOf('function-url')).call.iam).toBe(arn);
    expect(httpCallOf(sampleOf('api-gateway')).call.iam).toBe(arn);
    expect(httpCallOf(sampleOf('load-balancer')).call.iam).toBeNull();
    const headers = { 'x-amzn-iam-user-arn': arn, authorizer: arn, 'x-amz-security-token': arn };
    const body = JSON.stringify({ requestContext: { authorizer: { iam: { userArn: arn } } }, iam: arn });
    const claimed = { ...sampleOf('function-url'), headers, body, requestContext: { http: { method: 'POST' } } };
    expect(httpCallOf(claimed).call.iam).toBeNull();
    const jwt = { http: { method: 'POST' }, authorizer: { jwt: { claims: { iam: { userArn: arn } } } } };
    expect(httpCallOf({ ...claimed, requestContext: jwt }).call.iam).toBeNull();
  });

  test('where several values for a header came, several go back', () => {
    const answer = { status: 422, headers: { 'retry-after': '3' }, body: '{}' };
    const several = {
      statusCode: 422,
      multiValueHeaders: { 'retry-after': ['3'] },
      body: '{}',
      isBase64Encoded: false,
    };
    const single = { statusCode: 422, headers: { 'retry-after': '3' }, body: '{}', isBase64Encoded: false };
    expect(httpCallOf(sampleOf('function-url')).reply(answer)).toEqual(single);
    expect(httpCallOf(sampleOf('api-gateway')).reply(answer)).toEqual(several);
    expect(httpCallOf(sampleOf('load-balancer')).reply(answer)).toEqual(single);
    const { headers, queryStringParameters, ...rest } = sampleOf('load-balancer');
    const multiValueHeaders = { 'Content-Type': ['application/json'], Prefer: ['wait=1', 'respond-async'] };
    const balancer = httpCallOf({
      ...rest,
      multiValueHeaders,
      multiValueQueryStringParameters: { 'on%2Dfail': ['200'] },
    });
    expect(balancer.call.headers).toEqual({ 'content-type': 'application/json', prefer: 'wait=1, respond-async' });
    expect(balancer.call.query.get('on-fail')).toBe('200');
    expect(balancer.reply(answer)).toEqual(several);
  });
});

describe('without HTTP', () => {
  const asked = (event: unknown) => invocationFrom(event).invocation;

  test.each([
    ['an empty event of the console', {}, {}],
    ['nothing', null, {}],
    ['nothing at all', undefined, {}],
    ['what somebody invokes it with', { targets: ['a'] }, { targets: ['a'] }],
    ['the default event of the scheduler', sampleOf('event-bridge'), {}],
    ['AWS, whatever its detail', { ...sampleOf('event-bridge'), source: 'aws.ec2', detail: { state: 'x' } }, {}],
    ['an event of the team', { ...sampleOf('event-bridge'), source: 'ci', detail: { guards: [] } }, { guards: [] }],
    ['a detail that is a text', { ...sampleOf('event-bridge'), source: 'ci', detail: '{"peek":true}' }, { peek: true }],
  ])('%s asks for what it says', (_, event, ask) => {
    expect(asked(event)).toEqual({ kind: 'ask', ask } satisfies Invocation);
  });

  test('a queue that a topic feeds holds envelopes, which are taken off', () => {
    const [record] = sampleOf('queue').Records as Record<string, unknown>[];
    const envelope = { Type: 'Notification', TopicArn: 'arn:aws:sns:x', MessageId: 'a', Message: '{"peek":true}' };
    const event = { Records: [record, { ...record, messageId: 'two', body: JSON.stringify(envelope) }] };
    expect(asked(event)).toMatchObject({
      kind: 'queue',
      inOrder: false,
      messages: [{ text: '{"targets":["production"]}' }, { id: 'two', text: '{"peek":true}' }],
    });
    const fifo = { Records: [{ ...record, eventSourceARN: 'arn:aws:sqs:x:1:deploys.fifo' }] };
    expect(asked(fifo)).toMatchObject({ inOrder: true });
  });
});

test.each([
  ['a list', [], 'a list'],
  ['a text', 'check', 'a string'],
  ['records of S3', { Records: [{ eventSource: 'aws:s3' }] }, 'marks'],
  ['no records', { Records: [] }, 'marks'],
  [
    'a queue without bodies',
    { Records: [{ eventSource: 'aws:sqs', eventSourceARN: 'x', messageId: 'x' }] },
    'Records.0.body',
  ],
  ['a request without a path', { requestContext: { http: { method: 'POST' } }, version: '2.0' }, 'rawPath'],
  ['a detail that is no JSON', { 'detail-type': 'x', source: 'ci', detail: 'hunter2' }, 'not JSON'],
  ['a way to fail that there is not', { onFail: 'hunter2' }, 'onFail takes only "throw"'],
  ['a job without an id', { 'CodePipeline.job': { data: { artifactCredentials: 'hunter2' } } }, 'CodePipeline.job.id'],
  ['a hook of CodeDeploy without its deployment', { LifecycleEventHookExecutionId: 'hunter2' }, 'DeploymentId'],
  ['a hook of ECS that is no execution', { lifecycleStage: 'hunter2' }, 'executionId'],
  ['an answer to somewhere else', { ...sampleOf('cloudformation'), ResponseURL: 'https://hunter2' }, 'ResponseURL'],
  ['a call that looks like our own', { 'lockstep:deferred': { reportId: '../../x' } }, 'reportId'],
])('%s is a mistake of the caller, said in words that repeat nothing', (_, event, message) => {
  const refusal = expect(() => invocationFrom(event));
  refusal.toThrow(UsageError);
  expect(() => invocationFrom(event)).toThrow(message);
  expect(() => invocationFrom(event)).not.toThrow('hunter2');
});

test('whatever the event, one caller at most recognises it, and what nobody does is a mistake in words', () => {
  const samples = files.map((file) => sampleOf(file));
  const part = fc.constantFrom(...samples.flatMap((sample) => Object.entries(sample)));
  const mixed = fc.array(part, { maxLength: 8 }).map((parts) => Object.fromEntries(parts));
  fc.assert(
    fc.property(fc.oneof(mixed, fc.constantFrom(...samples), fc.anything(), fc.jsonValue()), (event) => {
      expect(callers.filter((caller) => caller.recognises(event)).length).toBeLessThanOrEqual(1);
      try {
        invocationFrom(event);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
    { numRuns: 500 },
  );
});

test('an event that was cut off or changed anywhere on its way is read, or refused in words: never a crash', () => {
  const gates = ['ecs', 'codepipeline', 'codedeploy', 'cloudformation'].map((file) => sampleOf(file));
  /** Every key that is anywhere in it. */
  const keysIn = (value: unknown): string[] =>
    isObject(value) ? Object.entries(value).flatMap(([key, each]) => [key, ...keysIn(each)]) : [];
  const changed = fc.constantFrom(...gates).chain((sample) =>
    fc.tuple(fc.constantFrom(...keysIn(sample)), fc.option(fc.jsonValue(), { nil: undefined })).map(([key, value]) => {
      const text = JSON.stringify(sample, (each, was) => (each === key ? value : was));
      return JSON.parse(text) as unknown;
    }),
  );
  fc.assert(
    fc.property(changed, (event) => {
      try {
        const { invocation } = invocationFrom(event);
        if (invocation.kind === 'gate') invocation.gate.ask([]);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
    { numRuns: 500 },
  );
});
