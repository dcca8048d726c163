import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LockWait } from '../../shared/deploy/lock-waits.ts';
import { waitLedger } from '../../shared/deploy/wait-ledger.ts';

const wait = (pid: number, seconds = 0): LockWait => ({
  pid,
  application: 'lockstep deploy',
  user: 'app',
  state: 'active',
  query: 'ALTER TABLE t ADD x int',
  kind: 'client backend',
  began: null,
  transactionSeconds: 1,
  seconds,
  locktype: 'relation',
  mode: 'AccessExclusiveLock',
  object: 'public.t',
  behind: 0,
  blockers: [],
});

it('a wait that goes on is told at growing intervals', () => {
  const told: number[] = [];
  let now = 0;
  const ledger = waitLedger({ tell: () => told.push(now / 1000) });
  for (; now <= 300_000; now += 500) ledger.take({ waits: [wait(1, now / 1000)] }, now);
  expect(told).toEqual([0, 5, 10, 20, 40, 80, 140, 200, 260]);
});

it('a wait is as long as it lasted, from before it was first seen', () => {
  const ledger = waitLedger({ tell: () => {} });
  ledger.take({ waits: [wait(1, 2)] }, 10_000);
  ledger.take({ waits: [] }, 13_000);
  expect(ledger.close(20_000)).toMatchObject([{ at: '1970-01-01T00:00:08.000Z', seconds: 5 }]);
});

it('every wait that begins ends, whatever is seen', () => {
  const looks = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }), { maxLength: 20 });
  fc.assert(
    fc.property(looks, (seen) => {
      const told: string[] = [];
      const ledger = waitLedger({ tell: (line) => told.push(line) });
      for (const [index, pids] of seen.entries()) {
        ledger.take({ waits: pids.map((pid) => wait(pid)) }, index * 500);
      }
      const began = seen.reduce(
        (count, pids, index) => count + pids.filter((pid) => !seen[index - 1]?.includes(pid)).length,
        0,
      );
      const waits = ledger.close(seen.length * 500);
      expect(waits).toHaveLength(began);
      expect(told.filter((line) => line.includes('came free'))).toHaveLength(began);
      for (const { seconds } of waits) expect(seconds).toBeGreaterThan(0);
      expect(ledger.open()).toEqual([]);
    }),
  );
});
