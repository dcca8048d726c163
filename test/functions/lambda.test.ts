import { expect, onTestFinished, test, vi } from 'vitest';
import { handler as check } from '../../functions/check.ts';
import { handler as fix } from '../../functions/fix.ts';
import { lambdaHandler } from '../../functions/lambda.ts';
import { handler as verify } from '../../functions/verify.ts';
import { awsEndpoint } from '../support/aws.ts';
import { database } from '../support/database.ts';

const context = { awsRequestId: 'r-1', functionName: 'lockstep', getRemainingTimeInMillis: () => 60_000 };

test.each([
  ['is missing', undefined, /^LOCKSTEP_SETTINGS is not set; put/],
  ['is not JSON', '{"targets":{"a":{"url":"postgres://app:hunter2@db/shop"}}', /^LOCKSTEP_SETTINGS is not JSON; put/],
  ['has a misspelt key', '{"target":{}}', /^LOCKSTEP_SETTINGS: target is not a setting; did you mean targets\?; /],
  [
    'needs a variable',
    `{"auth":{"bearer":["\${TOKEN_THAT_IS_NOT_SET}"]}}`,
    /environment variable TOKEN_THAT_IS_NOT_SET/,
  ],
])('a configuration that %s is an error in words, at each invocation', async (_, text, message) => {
  vi.stubEnv('LOCKSTEP_SETTINGS', text);
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  onTestFinished(() => void vi.unstubAllEnvs());
  const handler = lambdaHandler('check');
  for (const _ of [1, 2]) {
    const error: Error = await handler({}, context).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ name: 'UsageError', message: expect.stringMatching(message) });
    expect(error.stack).not.toContain('hunter2');
  }
});

test('the three handlers check, fix and verify, and keep their reports', async () => {
  const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (7)');
  const aws = await awsEndpoint();
  const settings = { targets: { shop: { url: `\${SHOP_URL}` } }, publish: { archive: 'reports' } };
  const environment = {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    ...aws.environment,
    SHOP_URL: shop.url,
    LOCKSTEP_SETTINGS: JSON.stringify(settings),
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const verdicts = [];
  for (const handler of [check, fix, verify]) verdicts.push(await handler({}, context));
  expect(verdicts).toMatchObject([
    {
      operation: 'check',
      verdict: 'block',
      published: [{ channel: 'archive', status: 'sent' }, { channel: 'metrics' }],
    },
    { operation: 'fix', verdict: 'pass', changes: [{ to: '8' }] },
    { operation: 'verify', verdict: 'pass' },
  ]);
  expect([...aws.objects.keys()].filter((key) => key.startsWith('reports/latest/'))).toHaveLength(3);
});
