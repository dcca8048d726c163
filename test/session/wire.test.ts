import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { settingsSchema } from '../../shared/model/settings.ts';
import { addressFrom } from '../../shared/session/address.ts';
import type { Driver } from '../../shared/session/drivers/driver.ts';
import { withSession } from '../../shared/session/session.ts';
import { wireOver } from '../../shared/session/wire.ts';
import { database, type TestDatabase } from '../support/database.ts';
import { houseFor, lockstep, requestFor, requestOver } from '../support/lockstep.ts';
import { type Transport, transports } from '../support/transports.ts';

describe.each(transports)('whoever stops a run over %s', (transport) => {
  test.each([
    ['that computes', 'SELECT count(*) FROM generate_series(1, 1e10)'],
    ['that sleeps', 'SELECT pg_sleep(60)'],
  ])('%s has it cancelled on the server within a second', async (_, sql) => {
    const place = await database();
    const stop = new AbortController();
    const wish = { signal: stop.signal };
    const request = await requestOver(transport, requestFor('check', place.url, wish));
    const running = withSession(request, houseFor(wish), (session) => session.read(sql));
    const outcome = running.catch((error: unknown) => error);
    await expect.poll(() => active(place), { timeout: 5000 }).toBe(1);
    const stopped = Date.now();
    stop.abort();
    expect(await outcome).toMatchObject({ code: 'target/interrupted' });
    expect(Date.now() - stopped).toBeLessThan(1000);
    await expect.poll(() => active(place), { timeout: 1000 - (Date.now() - stopped) }).toBe(0);
  });

  test('in the middle of a check gets a report that says so, and no session is left', async () => {
    const place = await database('CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (5)');
    const migration = await place.connect();
    await migration.query('BEGIN; LOCK TABLE orders');
    const stop = new AbortController();
    const wish = { signal: stop.signal, settings: { limits: { lockSeconds: 20 } }, transport };
    const checking = lockstep('check', place.url, wish);
    await expect.poll(() => active(place), { timeout: 5000 }).toBe(1);
    stop.abort();
    const report = await checking;
    expect(report).toMatchObject({ verdict: 'unknown', ok: false });
    expect(report.findings).toMatchObject([{ code: 'target/interrupted' }]);
    await expect.poll(() => sessions(place, transport), { timeout: 1000 }).toBe(0);
  });
});

test('a run that takes longer than it may is stopped, and told as out of time', async () => {
  const place = await database('CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (5)');
  const migration = await place.connect();
  await migration.query('BEGIN; LOCK TABLE orders');
  const began = Date.now();
  const report = await lockstep('check', place.url, { settings: { limits: { lockSeconds: 20, totalSeconds: 1 } } });
  expect(Date.now() - began).toBeLessThan(2500);
  expect(report).toMatchObject({ verdict: 'unknown', findings: [{ code: 'target/out-of-time' }] });
});

describe('a statement that outlasts its limit', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A wire whose only statement is answered by nobody; `cancel` gets what ends it with an error. */
  function stuck(cancel: (end: (error: Error) => void) => void) {
    const { promise, reject } = Promise.withResolvers<never>();
    const destroy = vi.fn(() => reject(new Error('Connection terminated unexpectedly')));
    const driver: Driver = {
      query: () => promise,
      onNotice: () => () => {},
      ended: Promise.resolve(),
      end: async () => {},
      destroy,
    };
    const wire = wireOver(driver, {
      address: addressFrom('postgres://app@localhost/shop'),
      limits: settingsSchema.parse({ limits: { statementSeconds: 5 } }).limits,
      signal: new AbortController().signal,
      cancel: async () => cancel(reject),
    });
    return { outcome: wire.send('slow').catch((error: unknown) => error), destroy };
  }

  test('and is cancelled does not take the connection with it later', async () => {
    const { outcome, destroy } = stuck((end) =>
      end(Object.assign(new Error('canceling statement due to user request'), { code: '57014' })),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await outcome).toMatchObject({ sqlState: '57014' });
    expect(destroy).not.toHaveBeenCalled();
  });

  test('and cannot be cancelled is dropped, and told as no answer', async () => {
    const { outcome } = stuck(() => {});
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await outcome).toMatchObject({
      code: 'target/asleep',
      message: 'no answer from localhost:5432 within 11 s: the connection was dropped',
      next: expect.stringContaining('default_pool_size'),
    });
  });
});

async function active({ query }: TestDatabase): Promise<number> {
  return (
    await query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND application_name LIKE 'lockstep%' AND state = 'active' AND wait_event_type IS DISTINCT FROM 'Client'`)
  ).length;
}

/** A pooler keeps its own sessions for the next client, which is nothing of ours. */
async function sessions({ query }: TestDatabase, transport: Transport): Promise<number> {
  return (
    await query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'lockstep%'
    AND NOT (${transport === 'pgbouncer'} AND state = 'idle')`)
  ).length;
}
