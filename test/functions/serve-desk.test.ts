import { beforeAll, expect, test, vi } from 'vitest';
import { withDesk } from '../../functions/serve/desk.ts';
import { bearer, send, token } from '../answer/desk.ts';
import { type AwsEndpoint, awsEndpoint } from '../support/aws.ts';
import { folderWith } from '../support/command.ts';

let aws: AwsEndpoint;
beforeAll(async () => {
  aws = await awsEndpoint();
  Object.assign(process.env, aws.environment, { LOCKSTEP_BEARER_TOKEN: token });
});

test('without an archive of its own a server sends nobody to its temporary folder, and still knows what changed', async () => {
  const temporary = folderWith();
  vi.stubEnv('TMPDIR', temporary);
  const target = { url: 'postgres://app@127.0.0.1:1/shop', publish: 'changes' };
  const topic = 'arn:aws:sns:eu-west-1:123456789012:lockstep';
  const settings = { targets: { shop: target }, limits: { connectSeconds: 0.1 }, publish: { topic, chat: true } };
  const config = `${folderWith({ 'lockstep.config.json': settings })}/lockstep.config.json`;
  const published = await withDesk({ archive: undefined, config }, async (desk) => {
    const call = async () => (await send(desk, 'check', { headers: bearer })).json.published;
    return [await call(), await call()];
  });
  expect(published).toMatchObject([[{ channel: 'topic', status: 'sent' }], [{ channel: 'topic', status: 'skipped' }]]);
  expect(published.flat()).toHaveLength(2);
  const said = ['email', 'https', 'sqs'].map((protocol) => aws.messages[0]?.for(protocol)).join();
  expect(said).toContain('shop');
  expect(said).not.toContain(temporary);
});

test('a temporary archive is no channel in an answer, and keeps the history of the page', async () => {
  const target = { url: 'postgres://app@127.0.0.1:1/shop' };
  const settings = { targets: { shop: target }, limits: { connectSeconds: 0.1 } };
  const config = `${folderWith({ 'lockstep.config.json': settings })}/lockstep.config.json`;
  await withDesk({ archive: undefined, config }, async (desk) => {
    expect((await send(desk, 'check', { headers: bearer })).json).not.toHaveProperty('published');
    expect(await desk.archive?.list?.('reports/shop')).toHaveLength(1);
  });
});
