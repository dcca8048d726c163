import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appliedMigrations } from '../../shared/deploy/times.ts';
import type { HistoryEntry, MigrationEntry } from '../../shared/model/report.ts';

const history = (
  entries: Record<string, MigrationEntry['status']>,
  times: Record<string, number> = {},
): HistoryEntry => ({
  tool: 'alembic',
  table: 'public.alembic_version',
  directory: 'migrations',
  heads: [],
  entries: Object.entries(entries).map(([id, status]) => ({
    id,
    status,
    ...(times[id] === undefined ? {} : { durationMs: times[id] }),
  })),
});
const before = [history({ a: 'applied', b: 'pending', c: 'pending' })];
const after = [history({ a: 'applied', b: 'applied', c: 'applied' })];
const seenAt = (times: Record<string, number>, connectedAt: number | null = 1000) => ({
  connectedAt,
  sightings: Object.entries(times).map(([id, at]) => ({ tool: 'alembic', id, at })),
});
const durations = (applied: { id: string; durationMs: number | null }[]) =>
  Object.fromEntries(applied.map(({ id, durationMs }) => [id, durationMs]));

it('what the tool wrote down is how long it took', () => {
  const told = [history({ a: 'applied', b: 'applied', c: 'edited' }, { a: 7, b: 12, c: 900 })];
  expect(appliedMigrations(before, told, seenAt({ b: 4000, c: 9000 }))).toEqual([
    { tool: 'alembic', id: 'b', durationMs: 12 },
    { tool: 'alembic', id: 'c', durationMs: 900 },
  ]);
});

it('else it is the time between the rows of the history, as they were seen to come', () => {
  expect(durations(appliedMigrations(before, after, seenAt({ b: 4000, c: 9500 })))).toEqual({ b: 3000, c: 5500 });
});

it('several of one transaction have no time of their own, nor has one that was never seen or what came after it', () => {
  expect(durations(appliedMigrations(before, after, seenAt({ b: 4000, c: 4000 })))).toEqual({ b: null, c: null });
  expect(durations(appliedMigrations(before, after, seenAt({ c: 4000 })))).toEqual({ b: null, c: null });
  expect(durations(appliedMigrations(before, after, seenAt({ b: 4000, c: 5000 }, null)))).toEqual({ b: null, c: 1000 });
});

it('what failed, is pending or was only recorded was not applied', () => {
  const failed = [history({ a: 'applied', b: 'failed', c: 'baseline' })];
  expect(appliedMigrations(before, failed, seenAt({ b: 4000 }))).toEqual([]);
});

it('a first deploy has no history before it; where nobody looked before, what was seen to come counts', () => {
  const first = [{ ...history({ a: 'pending', b: 'pending', c: 'pending' }), table: null }];
  expect(appliedMigrations(first, after, seenAt({})).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(appliedMigrations(null, after, seenAt({ c: 4000 })).map(({ id }) => id)).toEqual(['c']);
});

it('the times of all are never more than the deploy took', () => {
  const times = fc.array(fc.option(fc.nat(60_000)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(times, (at) => {
      const ids = at.map((_, index) => `m${index}`);
      const all = (status: MigrationEntry['status']) => [history(Object.fromEntries(ids.map((id) => [id, status])))];
      const seen = Object.fromEntries(at.flatMap((time, index) => (time === null ? [] : [[`m${index}`, time]])));
      const applied = appliedMigrations(all('pending'), all('applied'), seenAt(seen, 0));
      expect(applied.map(({ id }) => id)).toEqual(ids);
      for (const { durationMs } of applied) {
        expect(durationMs === null || (durationMs > 0 && durationMs <= 60_000)).toBe(true);
      }
    }),
  );
});
