import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const section = readFileSync('README.md', 'utf8').split('### What it costs')[1]?.split('\n## ')[0] ?? '';

// What the README's estimate rests on: its own words, and what was measured or counted here.
const days = 730 / 24;
const targets = 2;
const nightly = targets * days;
const weekly = nightly / 7;
const calls = nightly + weekly + 50 * 2 * days;
const alarmMetrics = 21;
/** Metrics are prorated by the hour in which they come: check in ten of deploys and one of the night, verify in ten. */
const metricHours = { check: 11 / 24, verify: 10 / 24 };
const namesOfMetrics = 9;

// List prices of us-east-1 in USD.
const metrics = targets * namesOfMetrics * 0.3 * (metricHours.check + metricHours.verify);
const dashboard = 3;
const alarms = alarmMetrics * 0.1;
const secrets = 3 * 0.4 + (calls * 0.05) / 1e4;
const key = 1 + (calls * 0.05 * 2 * 0.03) / 1e4;
const lambda = calls * (2 * 0.5 * 0.0000133334 + 0.2 / 1e6);
/** five writes and three reads a call, thirteen months of 20 KB */
const archive = calls * (5 * 0.000005 + 3 * 0.0000004 + 13 * 0.00002 * 0.023);
const logs = calls * 0.000005 * 0.5;
const topic = calls * 0.05 * (0.5 / 1e6 + 2 / 1e5);
const rest = lambda + archive + logs + topic;

it.each([
  ['calls', calls.toLocaleString('en', { maximumFractionDigits: 0 })],
  ['metrics', `| ${metrics.toFixed(2)} |`],
  ['dashboard', `| ${dashboard.toFixed(2)} |`],
  ['alarms', `| ${alarms.toFixed(2)} |`],
  ['secrets', `| ${secrets.toFixed(2)} |`],
  ['the key of the topic', `| ${key.toFixed(2)} |`],
  ['the rest', `| ${rest.toFixed(2)} |`],
  ['all of it', `| **${(metrics + dashboard + alarms + secrets + key + rest).toFixed(2)}** |`],
  // Without metrics four alarms are left, one for each function and one for the dead letters.
  ['less', `it is ${(4 * 0.1 + secrets + key + rest).toFixed(2)}`],
  ['endpoints', `(${(3 * 2 * 0.01 * 730).toFixed(2)} for`],
])('the estimate of %s is what its assumptions come to', (_, figure) => {
  expect(section).toContain(figure);
});
