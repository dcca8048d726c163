import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { endpointOf } from '../../shared/aws/endpoint.ts';
import { signedFetch } from '../../shared/aws/signed-fetch.ts';
import { type AwsEndpoint, awsEndpoint } from '../support/aws.ts';

let aws: AwsEndpoint;
beforeAll(async () => {
  aws = await awsEndpoint();
});
beforeEach(() => {
  for (const [name, value] of Object.entries(aws.environment)) vi.stubEnv(name, value);
  return () => vi.unstubAllEnvs();
});

const path = '/2015-03-31/functions/lockstep-fix/invocations';
const event = { method: 'POST', body: '{"targets":["shop"]}', headers: { 'x-amz-invocation-type': 'Event' } };

test('a Lambda function is invoked without waiting for it', async () => {
  expect((await signedFetch('lambda', path, event)).status).toBe(202);
  expect(aws.calls).toEqual([{ function: 'lockstep-fix', type: 'Event', payload: { targets: ['shop'] } }]);
  expect(aws.requests.at(-1)?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIATESTTESTTESTTEST\/\d+\/eu-central-1\/lambda\/aws4_request, SignedHeaders=\S*x-amz-invocation-type/,
  );
});

test('a service that is broken for a moment is asked up to three times, or as often as is said', async () => {
  const count = () => aws.requests.length;
  const before = count();
  aws.fail('lambda', { status: 500 }, 2);
  expect([(await signedFetch('lambda', path, event)).status, count() - before]).toEqual([202, 3]);
  aws.fail('lambda', { status: 429 }, 2);
  expect([(await signedFetch('lambda', path, { ...event, attempts: 1 })).status, count() - before]).toEqual([429, 4]);
  aws.heal('lambda');
});

test('what is refused is not asked again', async () => {
  aws.fail('lambda', { status: 403 });
  const before = aws.requests.length;
  expect((await signedFetch('lambda', path, event)).status).toBe(403);
  expect(aws.requests.length - before).toBe(1);
  aws.heal('lambda');
});

test('a service that is out of reach is an error that says which and why', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', 'http://127.0.0.1:1');
  await expect(signedFetch('lambda', path, { attempts: 1 })).rejects.toThrow(/^127\.0\.0\.1:1 did not answer: /);
});

describe('where a service is', () => {
  test.each([
    ['eu-central-1', 'https://s3.eu-central-1.amazonaws.com'],
    ['cn-north-1', 'https://s3.cn-north-1.amazonaws.com.cn'],
  ])('in %s', (region, url) => {
    vi.stubEnv('AWS_ENDPOINT_URL_S3', undefined);
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_DEFAULT_REGION', region);
    expect(endpointOf('s3')).toEqual({ url, region, own: false });
  });

  test('the endpoint of a service comes before that of all', () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://all/');
    vi.stubEnv('AWS_ENDPOINT_URL_S3', 'http://s3/');
    expect(endpointOf('s3')).toMatchObject({ url: 'http://s3', own: true });
    vi.stubEnv('AWS_ENDPOINT_URL_S3', '');
    expect(endpointOf('s3').url).toBe('http://all');
  });

  test('nobody knows without a region', () => {
    vi.stubEnv('AWS_REGION', '');
    vi.stubEnv('AWS_DEFAULT_REGION', '');
    expect(() => endpointOf('s3')).toThrow('set AWS_REGION');
  });
});
