import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/model/report.ts';
import { database, type TestDatabase, versions } from '../support/database.ts';
import { codesOf, lockstep } from '../support/lockstep.ts';
import { flawless } from './race/judge.ts';
import { type Race, race, raceSeconds } from './race/race.ts';
import { naiveFixSql, setupSql } from './race/tables.ts';

const patience = { timeout: 30_000 + raceSeconds * 2000 };

describe.each(versions)('while eight sessions write to PostgreSQL %i', (version) => {
  test('fix over and over hands no value out twice and never moves a sequence backward', patience, async () => {
    const shop = await database(setupSql, { version });
    const reports: Report[] = [];
    const result = await race(shop, [fixer(shop, reports)]);
    expect(result.judgement).toEqual(flawless);
    expectARealRace(result, reports);
    await expectNothingLeft(shop);
  });

  test('two fix at once do no harm either', patience, async () => {
    const shop = await database(setupSql, { version });
    const reports: Report[] = [];
    const result = await race(shop, [fixer(shop, reports), fixer(shop, reports)]);
    expect(result.judgement).toEqual(flawless);
    expectARealRace(result, reports);
    await expectNothingLeft(shop);
  });
});

test('the popular setval(max) hands values out twice, so this race would have noticed', patience, async () => {
  const shop = await database(setupSql);
  const naive = async () => {
    for (const sql of naiveFixSql) await shop.query(sql);
  };
  const { log, judgement, repairs } = await race(shop, [naive]);
  say(`setval(max) ${repairs.length} times against ${log.operations} operations`, judgement);
  expect(judgement.drawnTwice.length).toBeGreaterThan(0);
  expect(judgement.unexplained.length).toBeGreaterThan(0);
  expect(judgement.rewound.length).toBeGreaterThan(0);
});

function fixer(shop: TestDatabase, reports: Report[]): () => Promise<void> {
  return async () => {
    const limits = { settleSeconds: 0.01 + Math.random() * 0.2 };
    reports.push(await lockstep('fix', shop.url, { settings: { limits } }));
  };
}

/** There were collisions to prevent, and both kinds of repair ran into the writers. */
function expectARealRace({ log, repairs, judgement }: Race, reports: Report[]): void {
  const changes = reports.flatMap((report) => report.changes);
  const methods = Object.groupBy(changes, ({ method }) => method);
  const counts = Object.entries(methods).map(([method, all]) => `${all?.length} by ${method}`);
  say(`${repairs.length} fixes (${counts.join(', ')}) against ${log.operations} operations`, judgement);
  expect(log.surprises).toEqual([]);
  expect(log.draws.length).toBeGreaterThan(100);
  expect(log.explicit.length).toBeGreaterThan(50);
  expect(log.samples.length).toBeGreaterThan(10);
  expect(methods.advance?.length).toBeGreaterThan(0);
  expect(methods.restart?.length).toBeGreaterThan(0);
  const failed = reports.flatMap(({ findings }) => findings.filter(({ code }) => code === 'sequences/fix-failed'));
  expect(failed).toEqual([]);
}

async function expectNothingLeft(shop: TestDatabase): Promise<void> {
  await lockstep('fix', shop.url);
  expect(codesOf(await lockstep('check', shop.url))).toEqual([]);
  expect((await lockstep('verify', shop.url, { proof: 'insert' })).findings).toEqual([]);
  expect((await lockstep('verify', shop.url)).findings).toEqual([]);
}

function say(what: string, judgement: Race['judgement']): void {
  if (!process.env.LOCKSTEP_RACE_SECONDS) return;
  const counts = Object.entries(judgement).map(([name, found]) => `${found.length} ${name}`);
  process.stderr.write(`${what}: ${counts.join(', ')}\n`);
}
