import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { database, type TestDatabase, versions } from '../support/database.ts';
import { codesOf, lockstep, requestFor } from '../support/lockstep.ts';
import { raceSeconds } from './race/race.ts';

/** Half are advanced, which takes some 10 ms each; half have a cache and are restarted. */
const numbers = Array.from({ length: 12 }, (_, index) => index);
const rowsOf = (number: number) => `number_${number}`;
const sequenceOf = (number: number) => `number_${number}_id_seq`;
const isRestarted = (number: number) => number % 2 === 1;
const setupSql = numbers
  .map(
    (number) => `
  CREATE TABLE ${rowsOf(number)} (id bigserial PRIMARY KEY);
  ALTER SEQUENCE ${sequenceOf(number)} CACHE ${isRestarted(number) ? 50 : 1};`,
  )
  .join('');
const step = 30_000n;
const kills = Math.ceil(3 * raceSeconds);
const patience = { timeout: 30_000 + kills * 3000 };

describe.each(versions)('fix is killed at any moment on PostgreSQL %i', (version) => {
  test('and every sequence is as it was or further on, no lock stays, and the next fix goes on', patience, async () => {
    const shop = await database(setupSql, { version });
    const seen = { untouched: 0, between: 0, advanced: 0, restarted: 0 };
    for (let kill = 1n; kill <= kills; kill += 1n) {
      const target = kill * step + 1n;
      await shop.query(numbers.map((number) => `INSERT INTO ${rowsOf(number)} VALUES (${target - 1n})`).join(';'));
      const before = await nextValues(shop);
      await (kill % 3n === 0n ? killEarly(shop) : killRepairing(shop));
      await expectLettingGo(shop);
      for (const [number, next] of (await nextValues(shop)).entries()) {
        const last = before[number] ?? 0n;
        expect(next).toBeGreaterThanOrEqual(last);
        // A restart is one transaction: either it happened, or it did not.
        if (isRestarted(number)) expect([last, target]).toContain(next);
        expect(next).toBeLessThanOrEqual(target);
        const kind = isRestarted(number) ? 'restarted' : 'advanced';
        seen[next === last ? 'untouched' : next < target ? 'between' : kind] += 1;
      }
    }
    if (process.env.LOCKSTEP_RACE_SECONDS) process.stderr.write(`${kills} kills: ${JSON.stringify(seen)}\n`);
    expect(seen.untouched).toBeGreaterThan(0);
    expect(seen.advanced).toBeGreaterThan(0);
    expect((await lockstep('fix', shop.url)).verdict).toBe('pass');
    expect(await nextValues(shop)).toEqual(numbers.map(() => BigInt(kills) * step + 1n));
    expect(codesOf(await lockstep('verify', shop.url))).toEqual([]);
  });
});

async function nextValues(shop: TestDatabase): Promise<bigint[]> {
  const sql = numbers.map((number) => `SELECT last_value + is_called::int AS next FROM ${sequenceOf(number)}`);
  const rows = await shop.query<{ next: string }>(sql.join(' UNION ALL '));
  return rows.map(({ next }) => BigInt(next));
}

/** Anywhere between connecting and the first repair. */
const killEarly = (shop: TestDatabase) => runAndKill(shop, { step: /^reading the catalog/, milliseconds: 20 });
/** While all are advanced in one message, or between and within the restarts that come after. */
const killRepairing = (shop: TestDatabase) => {
  const done = Math.floor(Math.random() * numbers.length);
  const step = done < numbers.length / 2 ? /^repairing/ : new RegExp(`^${done} done`);
  return runAndKill(shop, { step, milliseconds: 10 });
};

/** Kills the fixer some time after it began a step: what comes before is mostly Node starting. */
async function runAndKill(shop: TestDatabase, at: { step: RegExp; milliseconds: number }): Promise<void> {
  const child = fork(join(import.meta.dirname, 'race/fixer.ts'), { execArgv: [], serialization: 'advanced' });
  const gone = once(child, 'exit');
  const reached = Promise.withResolvers<void>();
  child.once('exit', () => reached.reject(new Error('the fixer ended before anybody killed it')));
  let repairing = false;
  child.on('message', (step: string) => {
    // Reading counts what is done as well.
    repairing ||= step.startsWith('repairing');
    if (at.step.test(step) && (repairing || !step.endsWith('done'))) reached.resolve();
  });
  child.send(requestFor('fix', shop.url));
  await reached.promise;
  await pause(Math.random() * at.milliseconds);
  child.kill('SIGKILL');
  await gone;
}

/** The server notices that its client is gone at the end of the statement in hand, and lets go of everything. */
async function expectLettingGo(shop: TestDatabase): Promise<void> {
  const sql = `SELECT count(*)::int AS sessions FROM pg_stat_activity WHERE application_name LIKE 'lockstep:%' AND datname = current_database()`;
  await expect
    .poll(async () => (await shop.query<{ sessions: number }>(sql))[0]?.sessions, { timeout: 3000, interval: 20 })
    .toBe(0);
}
