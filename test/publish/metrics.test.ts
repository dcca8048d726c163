import { expect, test } from 'vitest';
import { metricsChannel } from '../../shared/publish/metrics.ts';
import { finding, healthy, outcome, report, request, sequence, target } from '../report/samples.ts';
import { outputOf } from './output.ts';

interface Blob {
  _aws: { CloudWatchMetrics: { Metrics: { Name: string; Unit: string }[] }[] };
}

test('one line a report has all that alarms ask for, by target and operation alone', async () => {
  const output = outputOf();
  const findings = [finding(), finding(), finding({ code: 'sequences/outlier', severity: 'warn' })];
  const sequences = [...healthy(3), sequence({ used: 0.75 }), sequence({ used: 0.99, ignored: true })];
  const blocked = report({ outcomes: [outcome(findings, sequences)] });
  const published = [
    { channel: 'topic', status: 'failed' },
    { channel: 'archive', status: 'sent' },
  ] as const;
  expect(await metricsChannel().tell({ ...blocked, published: [...published] }, 'problems')).toEqual({
    status: 'sent',
  });
  const [line, ...others] = output.lines();
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    target: 'production',
    operation: 'check',
    report: blocked.id,
    Runs: 1,
    Blocked: 1,
    Unknown: 0,
    Warned: 0,
    NotPublished: 1,
    DurationMs: 41,
    RoundTrips: 3,
    ConnectMs: 12,
    MostUsedSequencePercent: 75,
    'Findings.sequences.block': 2,
    'Findings.sequences.warn': 1,
  });
  const { CloudWatchMetrics } = (line as unknown as Blob)._aws;
  expect(CloudWatchMetrics).toMatchObject([{ Namespace: 'Lockstep', Dimensions: [['target', 'operation']] }]);
  expect(CloudWatchMetrics[0]?.Metrics).toContainEqual({ Name: 'DurationMs', Unit: 'Milliseconds' });
  expect(CloudWatchMetrics[0]?.Metrics).toHaveLength(11);
});

test('what is not known is left out, and not written as zero', async () => {
  const output = outputOf();
  await metricsChannel().tell(report({ target: { ...target, connectMs: null }, outcomes: [] }), 'problems');
  const [line] = output.lines();
  expect(line).toMatchObject({ Runs: 1, Unknown: 1, NotPublished: 0 });
  // An alarm that is raised for what blocks must not end because nobody could look.
  expect(line).not.toHaveProperty('Blocked');
  expect(line).not.toHaveProperty('ConnectMs');
  expect(line).not.toHaveProperty('MostUsedSequencePercent');
});

test('a fix that found another one running says nothing about the database', async () => {
  const output = outputOf();
  const busy = finding({ code: 'target/busy', severity: 'warn', unknown: true });
  await metricsChannel().tell(report({ outcomes: [outcome([busy])], request: request('fix') }), 'problems');
  const [line] = output.lines();
  expect(line).toMatchObject({ operation: 'fix', Runs: 1, 'Findings.target.warn': 1 });
  expect(line).not.toHaveProperty('Unknown');
  expect(line).not.toHaveProperty('Blocked');
});

test('reports on several targets do not mix', async () => {
  const output = outputOf();
  const names = ['one', 'two', 'three'];
  await Promise.all(names.map((name) => metricsChannel().tell(report({ target: { ...target, name } }), 'problems')));
  expect(output.lines().map((line) => [line.target, line.Runs])).toEqual(names.map((name) => [name, 1]));
});
