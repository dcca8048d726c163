import { expect, test } from 'vitest';
import type { Report } from '../../../shared/model/report.ts';
import type { Story } from '../../../shared/model/story.ts';
import { formatNamed } from '../../../shared/report/formats/index.ts';

const story: Story = {
  command: ['npx', 'prisma', 'migrate', 'deploy'],
  outcome: 'failed',
  steps: [
    { step: 'check', status: 'done', message: 'all clear', durationMs: 20 },
    { step: 'apply', status: 'failed', message: 'ended with exit code 1' },
    { step: 'verify', status: 'not-reached', message: 'not reached' },
  ],
  restorePoint: null,
  migrations: [],
  waits: [],
  output: ['Error: *no* <table>\u001b[31m', '::error::boo'],
  state: ['failed, and has to be resolved: 2_note'],
  forward: [`npx prisma migrate resolve --rolled-back '2 "note"'`],
  back: ['pg_restore ...'],
};
const report: Report = {
  lockstep: '0.1.0',
  id: '01J00000000000000000000000',
  operation: 'verify',
  verdict: 'block',
  ok: false,
  summary: 'the deploy of production failed',
  next: story.forward,
  target: {
    name: 'production',
    environment: null,
    server: null,
    database: null,
    host: null,
    fingerprint: null,
    connectMs: null,
    attempts: 0,
  },
  startedAt: '2026-11-21T21:00:00.000Z',
  durationMs: 1,
  roundTrips: 1,
  guards: [],
  findings: [],
  changes: [],
  story,
};

test('on a terminal each step is a line, commands can be pasted as they are, and are there once', async () => {
  const text = (await formatNamed('tty')?.render(report, { color: false, all: false, width: 100 })) ?? '';
  expect(text).toContain('✖ BLOCK  deploy of production: something is wrong');
  expect(text).toContain('✔ check: all clear\n✖ apply: ended with exit code 1\n· verify: not reached\n');
  expect(text).toContain(
    `To go on\n  npx prisma migrate resolve --rolled-back '2 "note"'\n\nTo go back\n  pg_restore ...\n`,
  );
  expect(text.split('migrate resolve')).toHaveLength(2);
  expect(text).not.toContain('\u001b');
  expect(text).not.toMatch(/^\s*::error/m);
});

test('in Markdown as well, and what the command printed starts nothing there', async () => {
  const text = (await formatNamed('markdown')?.render(report, { color: false, all: false, width: 100 })) ?? '';
  expect(text).toContain('## ❌ Lockstep deploy of production: block (something is wrong)');
  expect(text).toContain('- ✅ check: all clear\n- ❌ apply: ended with exit code 1\n- verify: not reached\n');
  expect(text).toContain('**How things stand**\n\n- failed, and has to be resolved: 2_note\n');
  expect(text).toContain(
    '<details><summary>The end of what the command printed</summary>\n\n```text\nError: *no* <table>',
  );
  expect(text.split('migrate resolve')).toHaveLength(2);
});
