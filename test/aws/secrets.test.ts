import { globSync, readFileSync } from 'node:fs';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { secretFailure } from '../../shared/aws/secret-failures.ts';
import { secretText } from '../../shared/aws/secrets.ts';
import { type AwsEndpoint, awsEndpoint } from '../support/aws.ts';

let aws: AwsEndpoint;
beforeAll(async () => {
  aws = await awsEndpoint();
  Object.assign(process.env, aws.environment);
});
afterEach(() => {
  vi.useRealTimers();
  aws.heal('secrets');
});

test('text and bytes are read alike, by name or ARN, with a signed request', async () => {
  const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/reader-AbCdEf';
  aws.secrets.set('shop/text', 'the text');
  aws.secrets.set(arn, Buffer.from('the bytes'));
  expect(await Promise.all([secretText('shop/text'), secretText(arn)])).toEqual(['the text', 'the bytes']);
  expect(aws.requests.at(-1)).toMatchObject({
    signed: true,
    headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
  });
});

test('a secret is kept for five minutes, and those who ask at once share one request', async () => {
  aws.secrets.set('kept', 'first');
  vi.useFakeTimers({ toFake: ['Date'] });
  expect(await Promise.all([secretText('kept'), secretText('kept')])).toEqual(['first', 'first']);
  aws.secrets.set('kept', 'second');
  vi.advanceTimersByTime(299_000);
  expect([await secretText('kept'), asked('kept')]).toEqual(['first', 1]);
  vi.advanceTimersByTime(2_000);
  expect([await secretText('kept'), asked('kept')]).toEqual(['second', 2]);
});

test('whoever asks for a fresh one gets what it holds now, and so does everyone after', async () => {
  aws.secrets.set('fresh', 'old');
  await secretText('fresh');
  aws.secrets.set('fresh', 'new');
  expect(await secretText('fresh', { fresh: true })).toBe('new');
  expect([await secretText('fresh'), asked('fresh')]).toEqual(['new', 2]);
});

test('a fresh one that cannot be read takes nothing from those who know it, neither meanwhile nor afterwards', async () => {
  aws.secrets.set('known', 'good');
  await secretText('known');
  aws.fail('secrets', { status: 400, body: '{"__type":"AccessDeniedException","message":"x"}' });
  const fresh = secretText('known', { fresh: true });
  expect(await secretText('known')).toBe('good');
  await expect(fresh).rejects.toMatchObject({ code: 'target/secret-no-access' });
  expect(await secretText('known')).toBe('good');
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.advanceTimersByTime(301_000);
  await expect(secretText('known')).rejects.toMatchObject({ code: 'target/secret-no-access' });
});

test('a failure is not kept', async () => {
  await expect(secretText('late')).rejects.toMatchObject({ code: 'target/secret-missing' });
  aws.secrets.set('late', 'there now');
  expect(await secretText('late')).toBe('there now');
});

test.each([
  ['secret-missing', 'ResourceNotFoundException', "can't find the specified secret", /not in AWS Secrets Manager/],
  ['secret-missing', 'InvalidRequestException', 'You can’t: it was marked for deletion', /restore-secret/],
  ['secret-no-access', 'AccessDeniedException', 'is not authorized to perform', /secretsmanager:GetSecretValue/],
  ['secret-no-access', 'AccessDeniedException', 'Access to KMS is not allowed', /kms:Decrypt/],
  ['secret-no-access', 'DecryptionFailure', 'cannot decrypt', /kms:Decrypt/],
  ['secret-unavailable', 'UnrecognizedClientException', 'The security token is invalid', /aws sso login/],
])('%s for %s: %s', async (code, error, message, says) => {
  aws.secrets.set(`bad/${error}`, { error, message });
  const failure = await secretText(`bad/${error}`).catch((failure) => failure);
  expect(failure).toMatchObject({ code: `target/${code}`, exitCode: 3, httpStatus: 503 });
  expect(failure.message).toContain(`the secret bad/${error}`);
  expect(`${failure.message} ${failure.next}`).toMatch(says);
});

test('a service that is overloaded for a moment is asked again; one that stays broken is out of reach', async () => {
  aws.secrets.set('busy', 'through');
  aws.fail('secrets', { status: 500, body: '{"__type":"InternalServiceError"}' }, 1);
  expect(await secretText('busy')).toBe('through');
  aws.fail('secrets', { status: 500, body: '{"__type":"InternalServiceError","message":"broken"}' });
  await expect(secretText('broken')).rejects.toMatchObject({
    code: 'target/secret-unavailable',
    message: expect.stringContaining('InternalServiceError: broken'),
  });
  expect(asked('broken')).toBe(3);
});

test('without AWS credentials the message says how to get some', async () => {
  const client = mockClient(SecretsManagerClient);
  client.rejects(Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' }));
  const failure = await secretText('anything').catch((failure) => failure);
  client.restore();
  expect(failure).toMatchObject({ code: 'target/secret-unavailable', next: expect.stringContaining('aws sso login') });
});

test('what is not set in the environment is named', () => {
  expect(secretFailure(new Error('Region is missing'), 'shop')).toMatchObject({
    code: 'target/secret-unavailable',
    next: 'set AWS_REGION',
  });
  expect(secretFailure(new Error('AWS_ACCESS_KEY_ID is not set'), 'shop').message).toContain('no AWS credentials');
});

test('a URL where the name belongs is not repeated', async () => {
  const failure = await secretText('postgres://app:hunter2-secret@db/shop').catch((failure) => failure);
  expect(failure.code).toBe('target/secret-missing');
  expect(`${failure.message} ${failure.next}`).not.toContain('hunter2');
});

test('whoever has no secrets never loads the SDK', () => {
  // Loaded as a whole only where a target's restore points are snapshots.
  const whenNeeded = ['shared/aws/sdk/**', 'shared/restore/rds-snapshot/**'];
  for (const file of globSync('shared/**/*.ts', { exclude: whenNeeded })) {
    expect(readFileSync(file, 'utf8'), file).not.toMatch(
      /^(import|export) (?!type )[^;]*from '(@aws-sdk|aws4fetch|.*\/sdk\/)/m,
    );
  }
});

function asked(name: string): number {
  return aws.requests.filter(({ body }) => body.toString().includes(`"${name}"`)).length;
}
