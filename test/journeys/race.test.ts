import { describe, expect, test } from 'vitest';
import type { Change } from '../../shared/model/change.ts';
import type { Report } from '../../shared/model/report.ts';
import { database, type TestDatabase, versions } from '../support/database.ts';
import { codesOf, lockstep, repairs } from '../support/lockstep.ts';
import { transports, usualTransport } from '../support/transports.ts';
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
    expectARealRace(result, changesOf(reports));
    await expectNothingLeft(shop);
  });

  test('two repairs at once do no harm either, though a lock keeps fix from it', patience, async () => {
    const shop = await database(setupSql, { version });
    const changes: Change[] = [];
    const result = await race(shop, [repairer(shop, changes), repairer(shop, changes)]);
    expect(result.judgement).toEqual(flawless);
    expectARealRace(result, changes);
    await expectNothingLeft(shop);
  });
});

test.each(transports.filter((transport) => transport !== 'pg'))('so it is over %s', patience, async (transport) => {
  const shop = await database(setupSql);
  const reports: Report[] = [];
  const result = await race(shop, [fixer(shop, reports, transport)]);
  expect(result.judgement).toEqual(flawless);
  expectARealRace(result, changesOf(reports));
  await expectNothingLeft(shop);
});

test('the popular setval(max) hands values out twice, so this race would have noticed', patience, async () => {
  const shop = await database(setupSql);
  const naive = async () => {
    for (const sql of naiveFixSql) await shop.query(sql);
  };
  const { log, judgement, repairs: done } = await race(shop, [naive]);
  say(`setval(max) ${done.length} times against ${log.operations} operations`, judgement);
  expect(judgement.drawnTwice.length).toBeGreaterThan(0);
  expect(judgement.unexplained.length).toBeGreaterThan(0);
  expect(judgement.rewound.length).toBeGreaterThan(0);
});

function fixer(shop: TestDatabase, reports: Report[], transport = usualTransport): () => Promise<void> {
  return async () => {
    reports.push(await lockstep('fix', shop.url, { settings: { limits: briefly() }, transport }));
  };
}

function repairer(shop: TestDatabase, changes: Change[]): () => Promise<void> {
  return async () => {
    changes.push(...(await repairs(shop.url, { settings: { limits: briefly() } })));
  };
}

const briefly = () => ({ settleSeconds: 0.01 + Math.random() * 0.2 });

function changesOf(reports: Report[]): Change[] {
  const failed = reports.flatMap(({ findings }) =>
    findings.filter(({ code }) => code === 'sequences/fix-failed' || code.startsWith('target/')),
  );
  expect(failed).toEqual([]);
  return reports.flatMap(({ changes }) => changes);
}

/** There were collisions to prevent, and both kinds of repair ran into the writers. */
function expectARealRace({ log, repairs: done, judgement }: Race, changes: Change[]): void {
  const methods = Object.groupBy(changes, ({ method }) => method);
  const counts = Object.entries(methods).map(([method, all]) => `${all?.length} by ${method}`);
  say(`${done.length} fixes (${counts.join(', ')}) against ${log.operations} operations`, judgement);
  expect(log.surprises).toEqual([]);
  expect(log.draws.length).toBeGreaterThan(100);
  expect(log.explicit.length).toBeGreaterThan(50);
  expect(log.samples.length).toBeGreaterThan(10);
  expect(methods.advance?.length).toBeGreaterThan(0);
  expect(methods.restart?.length).toBeGreaterThan(0);
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
