import { expect, test } from 'vitest';
import type { Report } from '../../shared/model/report.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { lastReport } from '../../shared/publish/archive/report-archive.ts';
import type { Channel } from '../../shared/publish/channel.ts';
import { channelsFrom } from '../../shared/publish/channels.ts';
import { publish } from '../../shared/publish/publish.ts';
import { finding, outcome, report } from '../report/samples.ts';
import { awsEndpoint } from '../support/aws.ts';
import { folderWith } from '../support/command.ts';
import { outputOf } from './output.ts';

const blocked = report({ outcomes: [outcome([finding()])] });
const topic = 'arn:aws:sns:eu-west-1:123456789012:lockstep';

test('a topic that is down is in the answer, the archived report, the metrics and the log, and changes no verdict', async () => {
  const aws = await awsEndpoint();
  Object.assign(process.env, aws.environment);
  aws.fail('sns', {
    status: 403,
    body: '<ErrorResponse><Error><Code>AuthorizationError</Code></Error></ErrorResponse>',
  });
  const output = outputOf();
  const archive = folderArchive(folderWith());
  const channels = channelsFrom({ publish: { topic, chat: false }, archive, metrics: true });
  const log = logging();
  const told = await publish(blocked, { channels, policy: 'always', log });
  const failed = { channel: 'topic', status: 'failed', detail: expect.stringContaining('AuthorizationError') };
  expect(told).toEqual({
    ...blocked,
    published: [
      failed,
      { channel: 'archive', status: 'sent', detail: expect.stringContaining(blocked.id) },
      { channel: 'metrics', status: 'sent' },
    ],
  });
  expect(await lastReport(archive, blocked)).toEqual({ ...blocked, published: [failed] });
  expect(output.lines()).toMatchObject([{ Blocked: 1, NotPublished: 1 }]);
  expect(log.errors).toMatchObject([{ channel: 'topic', report: blocked.id }]);
});

test('a channel that hangs, or throws at once, costs its own time only', async () => {
  const seen: Report[] = [];
  const channels: Channel[] = [
    { name: 'topic', tell: () => new Promise(() => {}) },
    {
      name: 'archive',
      tell() {
        throw new Error('no place at postgres://app:hunter2-secret@db/shop');
      },
    },
    {
      name: 'metrics',
      async tell(report) {
        seen.push(report);
        return { status: 'sent' };
      },
    },
  ];
  const log = logging();
  const began = Date.now();
  const told = await publish(blocked, { channels, policy: 'always', log, deadline: began + 60 });
  expect(Date.now() - began).toBeLessThan(1000);
  expect(told.published).toEqual([
    { channel: 'topic', status: 'failed', detail: expect.stringMatching(/^no answer within 0\.0[123]\d* s$/) },
    { channel: 'archive', status: 'failed', detail: 'no place at postgres://****' },
    { channel: 'metrics', status: 'sent' },
  ]);
  expect(seen[0]?.published).toHaveLength(2);
  expect([told.verdict, log.errors.length]).toEqual(['block', 2]);
});

test('once the time is up nobody is called any more, and only the metrics still go out', async () => {
  const called: string[] = [];
  const channels = (['topic', 'archive', 'metrics'] as const).map((name): Channel => {
    const tell = async () => ({ status: called.push(name) > 0 ? 'sent' : 'failed' }) as const;
    return { name, tell };
  });
  const told = await publish(blocked, { channels, policy: 'always', log: logging(), deadline: Date.now() });
  expect(called).toEqual(['metrics']);
  expect(told.published?.map(({ status, detail }) => [status, detail])).toEqual([
    ['failed', 'no time left'],
    ['failed', 'no time left'],
    ['sent', undefined],
  ]);
});

test('with nothing set up nothing is told, and the report is as it was', async () => {
  const channels = channelsFrom({ publish: { chat: false }, archive: null, metrics: false });
  expect(await publish(blocked, { channels, policy: 'always', log: logging() })).toBe(blocked);
});

function logging() {
  const errors: Record<string, unknown>[] = [];
  return { errors, info: () => {}, error: (_: string, fields: Record<string, unknown>) => errors.push(fields) };
}
