import { beforeAll, describe, expect, it } from 'vitest';
import type { Migration } from '../../../shared/model/manifest.ts';
import type { Report } from '../../../shared/model/report.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { findingOf, lockstep, targetAt, type Wish } from '../../support/lockstep.ts';
import { expecting, projectOf } from '../migrations/made.ts';

const same = `
  CREATE TABLE schema_migrations (version varchar PRIMARY KEY); INSERT INTO schema_migrations VALUES ('1');
  CREATE TYPE mood AS ENUM ('sad', 'glad');
  CREATE TABLE orders (id bigint PRIMARY KEY, mood mood, note text);
  CREATE VIEW moods WITH (security_barrier = true) AS SELECT mood FROM orders;`;
let [production, staging, equal, alike] = [] as unknown as TestDatabase[] as [
  TestDatabase,
  TestDatabase,
  TestDatabase,
  TestDatabase,
];

beforeAll(async () => {
  [production, staging, equal, alike] = await Promise.all([
    database(`${same} CREATE TABLE besides (id bigint); ALTER VIEW moods RESET (security_barrier)`),
    database(`${same} ALTER TABLE orders ADD COLUMN due date; CREATE INDEX orders_note ON orders (note)`),
    database(same),
    database(same),
  ]);
});

function compared(to: { url: string }, from: { url: string }, wish: Wish = {}): Promise<Report> {
  const reference = { name: 'staging', target: targetAt(from.url) };
  return lockstep('check', to.url, { guards: ['schema'], reference, ...wish });
}

const nothing: Snapshot = {
  ...{ snapshot: 2, server: 18, scope: { schemas: [], tables: [], kinds: [] } },
  ...{ unseen: [], objects: [] },
};

it('tells every difference with its weight, and says equal where there is none', async () => {
  const report = await compared(production, staging);
  expect(report.verdict).toBe('block');
  expect(
    report.differences?.map((each) => `${each.change} ${each.kind} ${each.object}: ${each.severity}`).sort(),
  ).toEqual([
    'added table public.besides: warn',
    'changed view public.moods: block',
    'removed column public.orders.due: block',
    'removed index public.orders.orders_note: block',
  ]);
  expect(report.guards[0]?.examined).toBeGreaterThan(3);
  const fine = await compared(equal, alike);
  expect(fine).toMatchObject({ verdict: 'pass', differences: [], findings: [] });
  expect(fine.roundTrips).toBeLessThanOrEqual(8);
});

it('shows what the configuration ignores, with the reason, and holds nothing against it', async () => {
  const ignore = [
    { object: 'public.orders*', reason: 'the next release' },
    { object: 'public.besides', kind: 'table' as const, reason: 'a trial' },
  ];
  const report = await compared(production, staging, { settings: { schema: { ignore } } });
  expect(report.findings.map(({ code }) => code)).toEqual(['schema/changed']);
  expect(report.differences?.map(({ object, severity, ignored }) => [object, severity, ignored]).sort()).toEqual([
    ['public.besides', 'info', 'a trial'],
    ['public.moods', 'block', undefined],
    ['public.orders.due', 'info', 'the next release'],
    ['public.orders.orders_note', 'info', 'the next release'],
  ]);
});

it('reads only what the configuration asks for', async () => {
  const schema = { kinds: ['table' as const], tables: ['public.b*'] };
  const report = await compared(production, staging, { settings: { schema } });
  expect(report.differences?.map(({ object }) => object)).toEqual(['public.besides']);
});

describe('everything at once', () => {
  const migration: Migration = { id: '2', effects: ['+column orders.due'], sql: [] };
  const wish: Wish = {
    expectation: expecting({ projects: [projectOf(['1', migration])], snapshot: nothing }),
    kept: { at: '2026-11-20T09:00:00.000Z', snapshot: nothing, applied: ['dbmate 1'], tables: [] },
    settings: { expect: { tables: ['public.orders'] } },
  };

  it('takes no more than twelve round trips', async () => {
    const report = await compared(production, staging, wish);
    expect([...new Set(report.differences?.map((each) => each.with))]).toEqual(['staging', 'manifest', 'archive']);
    expect(findingOf(report, 'schema/pending').subject).toMatchObject({ column: 'due' });
    expect(report.roundTrips).toBeLessThanOrEqual(12);
  });

  it('takes no more where nothing but another target is read, and a migration is pending, and grants are missing', async () => {
    await staging.query('GRANT SELECT ON orders TO pg_monitor');
    const { expectation, settings } = { ...wish, expectation: expecting({ projects: [projectOf(['1', migration])] }) };
    const report = await compared(production, staging, { expectation, ...(settings ? { settings } : {}) });
    expect(report.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['schema/missing', 'schema/pending']),
    );
    expect(report.roundTrips).toBeLessThanOrEqual(12);
  });

  it('is what a role sees that may do nothing but connect', async () => {
    const [reader, other] = await Promise.all([production.role(), staging.role()]);
    const own = await compared(reader, other);
    expect(own.differences).toEqual((await compared(production, staging)).differences);
    expect(own.verdict).toBe('block');
  });
});

it('looks for the roles that grants of a file name', async () => {
  const path = ['table', 'public', 'orders'];
  const grants = ['pg_monitor', "o'nobody"].map((role) => ({
    kind: 'grant' as const,
    path: [...path, role],
    is: { privileges: ['SELECT'] },
  }));
  const scope = { ...nothing.scope, kinds: ['grant' as const] };
  const reference = { name: 'schema.json', snapshot: { ...nothing, scope, objects: grants } };
  const { findings } = await lockstep('check', equal.url, { guards: ['schema'], reference });
  expect(findings.map(({ severity, evidence }) => [severity, evidence.noRole])).toEqual([
    ['block', undefined],
    ['warn', "o'nobody"],
  ]);
});
