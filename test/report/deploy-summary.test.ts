import { describe, expect, test } from 'vitest';
import type { Finding } from '../../shared/model/finding.ts';
import type { Story, StoryStep } from '../../shared/model/story.ts';
import { type DeployOutline, deploySummary } from '../../shared/report/deploy-summary.ts';
import { migrationLine, stepLine, storyParts } from '../../shared/report/story-lines.ts';

const apply: StoryStep = { step: 'apply', status: 'done', message: 'it ran', durationMs: 1400 };
const story: Story = {
  command: ['migrate'],
  outcome: 'succeeded',
  steps: [apply],
  restorePoint: null,
  migrations: [
    { tool: 'prisma', id: 'a', durationMs: 40 },
    { tool: 'prisma', id: 'b', durationMs: null },
  ],
  waits: [],
  output: ['done'],
  state: ['applied by this deploy: a, b'],
  forward: [],
  back: ['go back'],
};
const ending: Finding = {
  code: 'deploy/command-failed',
  severity: 'block',
  subject: { kind: 'target', name: 'production' },
  message: 'migrate ended with exit code 1',
  evidence: {},
  remedy: { summary: 'see', automatic: false },
};

function sentence(change: Partial<Story>, outline: Partial<DeployOutline> = {}): string {
  const whole = { ...story, ...change };
  return deploySummary({
    target: 'production',
    verdict: 'block',
    story: whole,
    ending: null,
    standing: 'sequences (1 behind)',
    pending: 2,
    ...outline,
  });
}

describe('the sentence about a deploy', () => {
  const notReached = { steps: [{ ...apply, status: 'not-reached' as const }], migrations: [] };
  test.each([
    ['succeeded', sentence({}, { verdict: 'pass' }), 'production was deployed: 2 migrations in 1.4 s, verified'],
    [
      'with warnings',
      sentence({}, { verdict: 'warn', standing: 'all clear; warnings: 1 orphan' }),
      'production was deployed: 2 migrations in 1.4 s, verified; all clear; warnings: 1 orphan',
    ],
    [
      'nothing to do',
      sentence({ migrations: [] }, { verdict: 'pass' }),
      'production was deployed: no migration was to be applied, verified',
    ],
    [
      'refused',
      sentence({ outcome: 'refused' }, { ending }),
      'not deployed to production: migrate ended with exit code 1',
    ],
    ['blocked', sentence({ outcome: 'blocked' }), 'not deployed to production: sequences (1 behind)'],
    [
      'failed',
      sentence({ outcome: 'failed' }, { ending }),
      'the deploy of production failed: migrate ended with exit code 1; 2 migrations applied',
    ],
    [
      'not verified',
      sentence({ outcome: 'failed' }),
      'production was deployed (2 migrations applied), and does not verify: sequences (1 behind)',
    ],
    [
      'stopped',
      sentence({ outcome: 'interrupted' }, { ending }),
      'the deploy of production was stopped: migrate ended with exit code 1; 2 migrations applied',
    ],
    [
      'stopped before',
      sentence({ outcome: 'interrupted', ...notReached }, { ending }),
      'not deployed to production: migrate ended with exit code 1',
    ],
    [
      'planned',
      sentence({ outcome: 'planned' }, { verdict: 'warn' }),
      'would deploy to production: 2 migrations; nothing was done',
    ],
    ['planned, and blocked', sentence({ outcome: 'planned' }), 'would not deploy to production: sequences (1 behind)'],
    [
      'planned, and refused',
      sentence({ outcome: 'planned' }, { ending }),
      'would not deploy to production: migrate ended with exit code 1',
    ],
  ])('%s', (_, is, shouldBe) => {
    expect(is).toBe(shouldBe);
  });
});

test('what a command printed is told where it failed, and the way back wherever something may have been done', () => {
  const titles = (change: Partial<Story>) => storyParts({ ...story, ...change }).map(({ title }) => title);
  expect(titles({})).toEqual(['How things stand', 'To go back']);
  expect(titles({ outcome: 'failed', forward: ['go on'] })).toEqual([
    'How things stand',
    'To go on',
    'To go back',
    'The end of what the command printed',
  ]);
  expect(titles({ outcome: 'refused', migrations: [] })).toEqual(['How things stand']);
});

test('a step, a migration and a wait are each a line', () => {
  expect(stepLine({ ...apply, step: 'restore-point' })).toBe('restore point: it ran (1.4 s)');
  expect(stepLine({ ...apply, durationMs: 40 })).toBe('apply: it ran');
  const wait = {
    at: '2026-11-21T21:00:00.000Z',
    seconds: 12.5,
    statement: 'ALTER TABLE orders ...',
    lock: 'AccessExclusiveLock',
    object: 'public.orders',
    blockers: [{ pid: 7, description: 'psql of ada, idle in transaction for 40 s' }],
    cancelled: [7],
  };
  const lines = storyParts({ ...story, waits: [wait] }).flatMap((part) => part.lines);
  expect(story.migrations.map(migrationLine)).toEqual(['a (40 ms)', 'b']);
  expect(lines).toContain(
    '12.5 s for AccessExclusiveLock on public.orders from 2026-11-21 21:00:00 UTC: ALTER TABLE orders ..., held by 7 psql of ada, idle in transaction for 40 s (cancelled)',
  );
});
