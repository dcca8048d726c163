import { beforeAll, expect, it } from 'vitest';
import type { Difference } from '../../../../shared/guards/schema/difference.ts';
import type { Severity } from '../../../../shared/model/finding.ts';
import { database, type TestDatabase } from '../../../support/database.ts';
import { findingOf, lockstep, targetAt } from '../../../support/lockstep.ts';
import { extra, factsOf, judgedBy, missing } from '../judging.ts';

let staging: TestDatabase;
let production: TestDatabase;

beforeAll(async () => {
  staging = await database(`
    CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
    CREATE INDEX users_email_idx ON users (email);
    ALTER TABLE users ADD COLUMN locked_until timestamptz`);
  production = await database(`
    CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
    CREATE INDEX users_email_idx ON users (email)`);
});

function checked() {
  const reference = { name: 'staging', target: targetAt(staging.url) };
  return lockstep('check', production.url, { guards: ['schema'], reference });
}

it('blocks, names the column and what it is elsewhere, and gives the statement that adds it', async () => {
  const report = await checked();
  expect(findingOf(report, 'schema/missing')).toMatchObject({
    severity: 'block',
    subject: { kind: 'column', schema: 'public', table: 'users', name: 'locked_until', column: 'locked_until' },
    message: 'column users.locked_until is missing: timestamp with time zone in staging',
    evidence: { with: ['staging'], type: 'timestamp with time zone' },
    remedy: { automatic: false, sql: [expect.stringContaining('ADD COLUMN "locked_until" timestamp with time zone')] },
  });
  expect(report.findings).toHaveLength(1);
  expect(report.differences).toMatchObject([
    {
      ...{ kind: 'column', object: 'public.users.locked_until', change: 'removed', severity: 'block' },
      ...{ with: 'staging', detail: 'timestamp with time zone', sql: expect.stringContaining('ADD COLUMN') },
    },
  ]);
  expect(report.roundTrips).toBeLessThanOrEqual(12);
});

it('says which migration of the repository makes it, whatever is recorded', () => {
  const migrations = [{ id: '20250110_add_lockout', effects: ['+column users.locked_until'], sql: [] }];
  const [finding] = judgedBy(factsOf([missing('column', ['public', 'users', 'locked_until'])], { migrations }));
  expect(finding?.message).toMatch(/20250110_add_lockout makes it$/);
  expect(finding?.remedy.summary).toMatch(/^20250110_add_lockout makes it/);
});

it('warns where a migration dropped it, which the other side has not had', () => {
  const migrations = [
    { id: '1', effects: ['+column users.nick'], sql: [] },
    { id: '2', effects: ['-column users.nick'], sql: [] },
  ];
  const column = missing('column', ['public', 'users', 'nick'], { type: 'text' });
  expect(judgedBy(factsOf([column], { migrations, operation: 'verify' }))).toMatchObject([
    {
      ...{ severity: 'warn', message: 'column users.nick is missing: text in staging; 2 drops it' },
      remedy: { summary: 'apply 2 to staging as well' },
    },
  ]);
});

it('tells of the same object once, with all that it is missing beside', () => {
  const { comparisons } = factsOf([missing('table', ['public', 't'])]);
  const findings = judgedBy(
    factsOf([], { comparisons: [...comparisons, ...comparisons.map((each) => ({ ...each, name: 'replayed' }))] }),
  );
  expect(findings.map(({ evidence }) => evidence.with)).toEqual([['staging', 'replayed']]);
});

it.each<[string, Difference, Severity]>([
  ['a partition', missing('table', ['public', 'days_2026'], { 'partition of': 'public.days' }), 'warn'],
  ['an index under another name', { ...missing('index', ['public', 't', 'a']), renamed: ['public', 't', 'b'] }, 'warn'],
  [
    'a column under another name',
    { ...missing('column', ['public', 't', 'a']), renamed: ['public', 't', 'b'] },
    'block',
  ],
  ['a comment', missing('comment', ['table', 'public', 't'], { text: 'x' }), 'info'],
  ['what operators look with', missing('extension', ['pg_stat_statements']), 'warn'],
  ['an extension', missing('extension', ['citext']), 'block'],
  ['a policy', missing('policy', ['public', 't', 'own']), 'block'],
])('weighs %s that is missing', (_, difference, severity) => {
  expect(judgedBy(factsOf([difference])).map((finding) => finding.severity)).toEqual([severity]);
});

it('blocks where a grant is missing, and warns where there is no such role', () => {
  const grant = missing('grant', ['table', 'public', 'orders', 'app'], { privileges: ['SELECT'] });
  expect(judgedBy(factsOf([grant]))).toMatchObject([
    { severity: 'block', message: 'the grant on table orders to app is missing: SELECT in staging' },
  ]);
  expect(judgedBy(factsOf([grant], { noRoles: ['app'] }))).toMatchObject([
    { severity: 'warn', message: expect.stringContaining('there is no role app on this server') },
  ]);
});

it('leaves out what the configuration ignores, by its path and kind', () => {
  const differences = [missing('column', ['public', 'orders', 'note']), extra('table', ['public', 'orders_old'])];
  const ignore = [
    { object: 'public.orders.*', kind: 'column' as const, reason: 'a trial' },
    { object: 'public.*_old', reason: 'old' },
  ];
  expect(judgedBy(factsOf(differences), { schema: { ignore } })).toEqual([]);
  expect(
    judgedBy(factsOf(differences), { schema: { ignore: [{ ...ignore[0], kind: 'index' } as never] } }),
  ).toHaveLength(3);
});
