import { beforeAll, expect, test } from 'vitest';
import { told } from '../../shared/answer/messages.ts';
import { answerKey } from '../../shared/answer/records.ts';
import { fitting } from '../../shared/answer/room.ts';
import { type Report, type Reports, resultSchema } from '../../shared/model/report.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { resultOf } from '../../shared/report/result.ts';
import { finding, healthy, outcome, report } from '../report/samples.ts';
import { folderWith } from '../support/command.ts';
import { deskWith, door, send } from './desk.ts';

const megabyte = 1_048_576;
const address = 's3://reports/production/01J.json';
let large: Report;

beforeAll(() => {
  const published = [{ channel: 'archive', status: 'sent', detail: address }] as const;
  large = { ...report({ outcomes: [outcome([finding()], healthy(30_000))] }), published: [...published] };
});

/** What Lambda makes of an answer. */
const answerBytes = (body: string) => Buffer.byteLength(JSON.stringify({ statusCode: 422, headers: {}, body }));

test.each([
  ['function-url', 6 * megabyte],
  ['api-gateway', 6 * megabyte],
  ['load-balancer', megabyte],
])('an answer through %s is cut to what it lets out, with the verdict and where the whole is', async (name, most) => {
  const archive = folderArchive(folderWith());
  const reportId = `check-${large.id}`;
  const record = { state: 'done', startedAt: Date.now(), fingerprint: '', result: large };
  await archive.write(answerKey('check', reportId), JSON.stringify(record));
  const stored = { method: 'GET', path: `/reports/${reportId}` };
  const { status, body, json } = await send(deskWith({}, archive), 'check', stored, { name });
  expect(answerBytes(body)).toBeLessThan(most);
  expect(answerBytes(body)).toBeGreaterThan(most * 0.98);
  expect([status, json.verdict, json.findings]).toEqual([422, 'block', large.findings]);
  expect(json.omitted).toMatchObject({ findings: 0, sequences: 30_000 - json.sequences.length, whole: address });
  expect(resultSchema.safeParse(json).success).toBe(true);
});

test('the small reports of several targets are whole, and the large ones share the rest, in their order', () => {
  const small = report();
  const result = resultOf([large, small, large]);
  const cut = fitting(result, { name: 'load-balancer' }) as Reports;
  expect(answerBytes(JSON.stringify(cut))).toBeLessThan(megabyte);
  expect(answerBytes(JSON.stringify(cut))).toBeGreaterThan(megabyte * 0.98);
  expect(cut.reports.map(({ omitted }) => omitted !== undefined)).toEqual([true, false, true]);
  expect(cut.reports[1]).toBe(small);
  expect(Math.abs(shown(cut.reports[0]) - shown(cut.reports[2]))).toBeLessThan(5);
});

function shown(one: Report | undefined): number {
  return one?.sequences?.length ?? 0;
}

test('nothing is cut where there is room, and never by a server of our own', () => {
  const small = report();
  expect(fitting(small, { name: 'load-balancer' })).toBe(small);
  expect(fitting(large, { name: 'serve' })).toBe(large);
});

test('what an invocation returns is cut as well', async () => {
  const desk = deskWith({ targets: { down: { url: 'postgres://a@127.0.0.1:1/b' } }, limits: { connectSeconds: 0.1 } });
  const detail = 'x'.repeat(7 * megabyte);
  desk.channels = [{ name: 'topic', tell: async () => ({ status: 'failed', detail }) }];
  const result = await told({ ask: {} }, { operation: 'check', desk, door: door(desk, 'check', { name: 'direct' }) });
  expect(JSON.stringify(result).length).toBeLessThan(10_000);
  expect(result).toMatchObject({ verdict: 'unknown', omitted: { findings: 0 } });
});
