import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingsFor } from '../../infra/settings.ts';
import { settingsSchema } from '../../shared/model/settings.ts';
import { serving } from '../functions/serving.ts';
import { awsEndpoint } from '../support/aws.ts';
import { functionBundles } from '../support/bundles.ts';
import { folderWith } from '../support/command.ts';
import { database } from '../support/database.ts';
import { appId, githubApi, privateKey } from '../support/github-app.ts';
import { delivery, waiting, webhookSecret } from '../support/github-delivery.ts';
import { lambdaFunction } from '../support/runtime.ts';
import { bucket, topic } from './lambda/account.ts';
import { callUrl, urlEvent } from './lambda/callers.ts';

const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';
const hidden = [webhookSecret, privateKey.split('\n')[1] ?? '', 'ghs_', 'BEGIN RSA'];

function expectNoneIn(text: string): void {
  for (const each of hidden) expect(text.includes(each)).toBe(false);
}

describe('a deployment protection rule that calls the Lambda', () => {
  /** The function of check as it is bundled, and what it invokes itself with. */
  async function deployed() {
    const [shop, api, aws] = await Promise.all([database(behind), githubApi(), awsEndpoint()]);
    aws.secrets.set('production/check', shop.url);
    aws.secrets.set(
      'lockstep/github',
      JSON.stringify({ privateKey, webhookSecret: ['the-one-before-this-one', webhookSecret] }),
    );
    const settings = settingsSchema.parse({
      targets: { production: { secret: 'production/check', fixSecret: 'production/fix' } },
      github: { app: appId, secret: 'lockstep/github', api: api.url },
    });
    const LOCKSTEP_SETTINGS = JSON.stringify(settingsFor('check', settings, { topic, archive: bucket }));
    const environment = { ...aws.environment, LOCKSTEP_SETTINGS };
    const check = await lambdaFunction('check', {
      code: join(await functionBundles(), 'check'),
      environment,
      timeoutMs: 60_000,
    });
    return { shop, api, aws, check, event: waiting({ api: api.url }) };
  }

  test('is answered at once, carried out by the next invocation, and blocks until the database is well', async () => {
    const { shop, api, aws, check, event } = await deployed();
    const { headers, body } = delivery(event);
    expect(await callUrl(check, urlEvent(body, { headers }))).toMatchObject({ status: 202 });
    expect(await callUrl(check, urlEvent(body, { headers }))).toMatchObject({ status: 202 });
    expect(aws.calls).toMatchObject([{ function: 'check', type: 'Event' }]);
    expectNoneIn(JSON.stringify(aws.calls));
    expect(await check.invoke(aws.calls[0]?.payload)).toEqual({ result: null });
    const { state, comment } = await api.verdict();
    expect(state).toBe('rejected');
    expect(comment).toContain('sequences (1 behind)');
    // Whoever may read the repository may read it: where the report is kept is not told.
    expect(comment).not.toContain('s3://');
    await shop.query("SELECT setval('orders_id_seq', 50)");
    await callUrl(check, urlEvent(body, { headers }));
    await check.invoke(aws.calls[1]?.payload);
    expect(api.told.map(({ review }) => review.state)).toEqual(['rejected', 'approved']);
    expect(aws.messages).not.toEqual([]);
    expectNoneIn(`${check.logs}${JSON.stringify([...aws.objects.values(), ...aws.messages])}`);
  });

  test('fails the invocation where GitHub cannot be told, so that Lambda tries again and an alarm is raised', async () => {
    const { api, aws, check, event } = await deployed();
    const { headers, body } = delivery(event);
    await callUrl(check, urlEvent(body, { headers }));
    api.fail([{ status: 404, body: { message: 'Not Found' } }], { forEver: true });
    const { error } = await check.invoke(aws.calls[0]?.payload);
    expect(error?.errorMessage).toContain('GitHub could not be told the verdict on octo-org/shop: GitHub answered 404');
    const lines = check.lines.filter(({ run }) => run !== undefined);
    expect(lines).toMatchObject([
      { message: expect.stringContaining('the deployment goes on waiting'), run: 1234567890 },
    ]);
    expectNoneIn(check.logs + JSON.stringify(error));
    api.fail([]);
    expect(await check.invoke(aws.calls[0]?.payload)).toEqual({ result: null });
    expect((await api.verdict()).state).toBe('rejected');
  });
});

test('a deployment protection rule that calls lockstep serve is answered the same way', async () => {
  const [shop, api] = await Promise.all([database(behind), githubApi()]);
  const folder = folderWith({
    'lockstep.config.json': {
      targets: { shop: { url: `\${DATABASE_URL}`, environment: 'production' } },
      github: { app: appId, privateKey: `\${APP_KEY}`, webhookSecret: `\${WEBHOOK_SECRET}`, api: api.url },
    },
  });
  const keys = { DATABASE_URL: shop.url, APP_KEY: privateKey, WEBHOOK_SECRET: webhookSecret };
  const { address, stop } = await serving(keys, ['--config', join(folder, 'lockstep.config.json')]);
  const post = async (path: string, sent: ReturnType<typeof delivery>) =>
    (await fetch(`${address}${path}`, { method: 'POST', ...sent })).status;
  const event = waiting({ api: api.url });
  expect(await post('/check', delivery({ zen: 'Design for failure.' }, { event: 'ping' }))).toBe(200);
  expect(await post('/check', delivery(event, { secret: 'a secret of somebody else' }))).toBe(401);
  expect(await post('/fix', delivery(event))).toBe(401);
  expect(await post('/check', delivery(event))).toBe(202);
  expect((await api.verdict()).comment).toContain('sequences (1 behind)');
  api.fail([{ status: 500 }]);
  await shop.query("SELECT setval('orders_id_seq', 50)");
  expect(await post('/check', delivery(waiting({ api: api.url, runId: 2 })))).toBe(202);
  expect((await api.verdict('2')).state).toBe('approved');
  const { code, stderr } = await stop();
  expect(code).toBe(0);
  expectNoneIn(stderr);
});
