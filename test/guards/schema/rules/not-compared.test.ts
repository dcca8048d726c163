import { beforeAll, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../support/database.ts';
import { findingOf, lockstep, targetAt } from '../../../support/lockstep.ts';

let production: TestDatabase;

beforeAll(async () => {
  production = await database('CREATE TABLE orders (id bigint PRIMARY KEY)');
});

const settings = { limits: { connectSeconds: 0.2 } };

it('cannot tell where the other target cannot be reached, and says nothing of its password', async () => {
  const reference = { name: 'staging', target: targetAt('postgres://someone:verysecret@127.0.0.1:1/shop') };
  const report = await lockstep('check', production.url, { guards: ['schema'], reference, settings });
  expect(report).toMatchObject({ verdict: 'unknown', target: { database: production.name } });
  expect(report.differences).toBeUndefined();
  expect(findingOf(report, 'schema/not-compared')).toMatchObject({
    unknown: true,
    subject: { kind: 'target', name: 'staging' },
    message: expect.stringMatching(/^the schema was not compared with staging: .*127\.0\.0\.1/),
  });
  expect(JSON.stringify(report)).not.toContain('verysecret');
});

it('cannot tell where another database answers under its name', async () => {
  const target = { ...targetAt(production.url), fingerprint: '1:2' };
  const report = await lockstep('check', production.url, {
    ...{ guards: ['schema'], settings },
    reference: { name: 'staging', target },
  });
  expect(report.verdict).toBe('unknown');
  expect(findingOf(report, 'schema/not-compared').message).toContain('pinned to 1:2');
});

it('still compares with what else there is', async () => {
  const reference = { name: 'staging', target: targetAt('postgres://someone@127.0.0.1:1/shop') };
  const snapshot = {
    snapshot: 2,
    server: 18,
    scope: { schemas: [], tables: [], kinds: [] },
    unseen: [],
    objects: [],
  } as const;
  const kept = { at: '2026-11-20T09:00:00.000Z', snapshot, applied: [], tables: [] };
  const report = await lockstep('check', production.url, {
    ...{ guards: ['schema'], settings, reference },
    kept: kept as never,
  });
  expect(report.findings.map(({ code }) => code)).toEqual(['schema/not-compared', 'schema/drift']);
});

it('leaves the failure of the target itself to the run', async () => {
  const reference = { name: 'staging', target: targetAt(production.url) };
  const report = await lockstep('check', 'postgres://someone@127.0.0.1:1/shop', {
    guards: ['schema'],
    reference,
    settings,
  });
  expect(report.findings.map(({ code }) => code)).toEqual([expect.stringMatching(/^target\//)]);
});

it('reads nothing where there is nothing to compare with', async () => {
  const report = await lockstep('check', production.url, { guards: ['schema'] });
  expect(report).toMatchObject({ verdict: 'pass', roundTrips: 1, guards: [{ examined: 0 }] });
  expect(report.differences).toBeUndefined();
});

it('takes a last run that was limited to something else for none', async () => {
  const scope = { schemas: ['audit'], tables: [], kinds: [] };
  const snapshot = { snapshot: 2, server: 18, scope, unseen: [], objects: [] } as const;
  const kept = { at: '2026-11-20T09:00:00.000Z', snapshot, applied: [], tables: [] };
  const report = await lockstep('check', production.url, { guards: ['schema'], kept: kept as never });
  expect(report.verdict).toBe('pass');
  expect(report.compared).toBeUndefined();
});

it('is no database beside itself, under whatever name: that would be equal for ever', async () => {
  const reference = { name: 'staging', target: targetAt(production.url) };
  const first = await lockstep('check', production.url, { guards: ['schema'], reference });
  expect(first).toMatchObject({ verdict: 'unknown' });
  expect(findingOf(first, 'schema/not-compared')).toMatchObject({
    message: 'the schema was not compared with staging: staging is the same database as test',
    remedy: { summary: 'give staging and test each the URL or the secret of its own database' },
  });
  expect(first.compared).toBeUndefined();
  const settings = { schema: { columnOrder: true } };
  const all = await lockstep('check', production.url, { guards: ['schema'], reference, settings });
  expect(findingOf(all, 'schema/not-compared').message).toContain('staging is the same database as test');
});

it('tells what changed since the last run, also where another schema that is asked for is not there', async () => {
  const scope = { schemas: [], tables: [], kinds: [] };
  const snapshot = { snapshot: 2, server: 18, scope, unseen: [], objects: [] } as const;
  const kept = { at: '2026-11-20T09:00:00.000Z', snapshot, applied: [], tables: [] };
  const settings = { schema: { schemas: ['public', 'later'] } };
  const report = await lockstep('check', production.url, { guards: ['schema'], kept: kept as never, settings });
  expect(report.differences?.map(({ object }) => object)).toContain('public.orders');
});
