import type { HistoryEntry, Report, Reports, SequenceEntry } from '../../../shared/model/report.ts';
import type { Story } from '../../../shared/model/story.ts';
import { resultOf } from '../../../shared/report/result.ts';
import {
  change,
  compared,
  difference,
  finding,
  findingNamed,
  healthy,
  outcome,
  proven,
  report,
  request,
  sequence,
  target,
  validated,
} from '../samples.ts';

const exhausting: SequenceEntry = sequence({ name: 'clicks_id_seq', status: 'exhausting', used: 0.84 });
const behind = sequence({ name: 'orders_id_seq', status: 'behind', nextValue: '17', stepsBehind: '4194' });

export const blocked = report({
  outcomes: [
    outcome(
      [finding(), findingNamed('lonely_seq', { code: 'sequences/orphan', severity: 'info' })],
      [behind, exhausting, ...healthy(3)],
    ),
  ],
});

export const passed = report({ request: request('verify'), outcomes: [outcome([], proven(41))] });

const lost = { code: 'target/refused', severity: 'warn', unknown: true, evidence: {} } as const;
export const unknown: Report = {
  ...report({ target: { ...target, server: null, database: null, connectMs: null, attempts: 5 }, outcomes: [] }),
  findings: [finding({ ...lost, message: 'connection refused', remedy: { summary: 'look', automatic: false } })],
};

const body = (factor: number) => `CREATE FUNCTION total()\n AS $$\n  SELECT ${factor};\n$$\n`;
export const mismatch = compared([
  difference(),
  difference({
    object: 'public.tmp',
    kind: 'table',
    change: 'added',
    severity: 'warn',
    detail: '',
    decide: 'drop it?',
  }),
  difference({
    object: 'public.total()',
    kind: 'function',
    change: 'changed',
    properties: [{ name: 'definition', from: body(2), to: body(3) }],
  }),
  difference({
    object: 'public.orders.total',
    change: 'changed',
    properties: [{ name: 'type', from: 'bigint', to: 'integer' }],
  }),
  difference({ object: 'public.orders.kept', ignored: 'a hand-made column' }),
]);

const history: HistoryEntry = {
  tool: 'prisma',
  table: 'public._prisma_migrations',
  directory: 'prisma/migrations',
  heads: ['14_last'],
  entries: [
    ...Array.from({ length: 12 }, (_, at) => ({
      id: `${at + 1}_step`,
      status: 'applied' as const,
      appliedAt: '2026-11-20T09:00:00.000Z',
      durationMs: 10 * at,
    })),
    { id: '13_edited', status: 'edited', appliedAt: '2026-11-20T09:00:00.000Z', by: 'marie' },
    { id: '14_last', status: 'pending', phase: 'contract' },
  ],
};
export const migrations: Report = {
  ...report({ request: request('check', { guards: ['migrations'] }), outcomes: [] }),
  migrations: [history],
  lint: [
    {
      migration: '14_last',
      file: 'prisma/migrations/14_last/migration.sql',
      line: 3,
      rule: 'drop-column',
      class: 'dangerous',
      lock: 'AccessExclusiveLock',
      table: 'orders',
      message: 'the code that runs may use it',
    },
  ],
};

export const fixed = report({
  request: request('fix'),
  outcomes: [outcome([], healthy(2))],
  changes: [change(), { ...validated('orders', 'orders_user_fkey'), note: 'took a while' }],
});

export const data: Report = {
  ...report({ request: request('check', { guards: ['data'] }), outcomes: [] }),
  tables: [
    {
      schema: 'public',
      name: 'orders',
      rows: '4210',
      exact: true,
      other: { target: 'staging', rows: '9', exact: false },
    },
  ],
  foreignKeys: [{ schema: 'public', table: 'items', name: 'items_order_fkey', status: 'broken', orphans: '7' }],
};

const at = '2026-11-21T09:00:00.000Z';
const story: Story = {
  command: ['npx', 'prisma', 'migrate', 'deploy'],
  outcome: 'failed',
  steps: [
    { step: 'restore-point', status: 'done', message: 'the branch before-deploy was made', durationMs: 2_300 },
    { step: 'apply', status: 'failed', message: 'exit code 1 after 1 of 2 migrations', durationMs: 84_200 },
    { step: 'verify', status: 'not-reached', message: 'the command failed' },
  ],
  restorePoint: {
    id: 'br-1',
    method: 'neon-branch',
    target: 'production',
    place: 'branch before-deploy',
    at,
    expiresAt: null,
    back: ['lockstep restore br-1'],
    loses: 'what was written since',
  },
  migrations: [{ tool: 'prisma', id: '13_note', durationMs: 118 }],
  waits: [
    {
      at,
      seconds: 41.2,
      statement: 'ALTER TABLE orders ADD note text',
      lock: 'AccessExclusiveLock',
      object: 'public.orders',
      blockers: [{ pid: 4711, description: 'app, idle in transaction' }],
      cancelled: [4711],
    },
  ],
  output: ['Applying 14_last', 'ERROR: canceling statement due to lock timeout'],
  state: ['13_note is applied', '14_last is not'],
  forward: ['npx prisma migrate resolve --rolled-back 14_last'],
  back: ['lockstep restore br-1 --yes'],
};
export const failed: Report = { ...blocked, story, deploy: { sha: '4f2c9aa', actor: 'marie' } };

export const several = resultOf([
  blocked,
  { ...passed, target: { ...target, name: 'staging' } },
  { ...unknown, target: { ...unknown.target, name: 'asleep' } },
]) as Reports;

/** One of every kind, by name. */
export const kinds = { blocked, passed, unknown, mismatch, migrations, fixed, data, failed, several };
