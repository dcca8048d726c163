import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { Client } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../shared/model/report.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { lockstep } from '../../support/lockstep.ts';
import { build, domainsSql, type Subject } from './oracle/build.ts';
import { compare, entryFor } from './oracle/compare.ts';
import { type Expected, expectationsOf, isPast } from './oracle/expected.ts';
import { type Situation, situation } from './oracle/situations.ts';
import { quoted } from './oracle/tables.ts';
import { walkSql } from './oracle/walk.ts';

/** How many situations are tried; more with LOCKSTEP_CASES. */
const cases = Number(process.env.LOCKSTEP_CASES ?? 300);
/** So many of them on average share a run: it takes as long as for one. */
const together = 50;
/** After which the search for the smallest case that fails ends, too. */
const limitMs = Math.max(60_000, cases * 60);

let place: TestDatabase;
let client: Client;
beforeAll(async () => {
  place = await database(`${domainsSql} ${walkSql}`);
  client = await place.connect();
});

test(
  'what check, fix and verify say of a sequence is what calling nextval shows',
  async () => {
    const situations = fc.noBias(fc.array(situation, { minLength: 1, maxLength: 2 * together - 1, size: 'max' }));
    const property = fc.asyncProperty(situations, fc.constantFrom(1, 5, 50), async (plans, reach) => {
      await among(plans, (subjects) => proven(subjects, reach));
    });
    const numRuns = Math.ceil(cases / together);
    await fc.assert(property, { numRuns, interruptAfterTimeLimit: limitMs, markInterruptAsFailure: true });
  },
  2 * limitMs,
);

/** Builds the situations, each in a schema of its own, and clears them away. */
async function among(plans: Situation[], use: (subjects: Subject[]) => Promise<void>): Promise<void> {
  const built = plans.map((plan, index) => build(plan, index));
  await client.query(built.map(({ sql }) => sql).join('\n'));
  try {
    await use(built.flatMap(({ subjects }) => subjects));
  } finally {
    await client.query(built.map(({ schema }) => `DROP SCHEMA ${quoted(schema)} CASCADE`).join(';'));
  }
}

async function proven(subjects: Subject[], reach: number): Promise<void> {
  const wish = { settings: { sequences: { reach } } };
  const before = await expectationsOf(client, subjects, reach);
  expectSame(await lockstep('check', place.url, wish), before);
  const fixed = await lockstep('fix', place.url, wish);
  const after = await expectationsOf(client, subjects, reach);
  for (const [index, was] of before.entries()) expectRepaired(fixed, was, after[index] as Expected);
  expectSame(fixed, after);
  const verified = await lockstep('verify', place.url, wish);
  for (const each of after) expectProof(verified, each);
}

/** Only those that differ are told, with what is in them. */
function expectSame(report: Report, expected: Expected[]): void {
  const comparisons = expected.map((each) => ({ subject: each.subject, ...compare(report, each) }));
  const wrong = comparisons.filter(({ said, truth }) => !isDeepStrictEqual(said, truth));
  expect(wrong.map(({ subject, said }) => ({ subject, ...said }))).toEqual(
    wrong.map(({ subject, truth }) => ({ subject, ...truth })),
  );
}

/** What was behind is at the first value past its rows; everything else is where it was. */
function expectRepaired(report: Report, was: Expected, is: Expected): void {
  const { subject } = was;
  const change = report.changes.find(
    ({ subject: { schema, name } }) => schema === subject.schema && name === subject.name,
  );
  if (was.collision === null || was.clear === null) {
    expect({ subject, state: is.state, change }).toEqual({ subject, state: was.state, change: undefined });
    return;
  }
  expect({ subject, next: is.next, collision: is.collision, from: change?.from, to: change?.to }).toEqual({
    subject,
    next: was.clear,
    collision: null,
    from: String(was.next),
    to: String(was.clear),
  });
  expect(isPast(subject, is.next as bigint, was.next as bigint)).toBe(true);
}

/** The value that verify drew is the next one, and whether a row holds it is told right. */
function expectProof(report: Report, { subject, next, stored }: Expected): void {
  const { proof } = entryFor(report, subject);
  const provable = next !== null && !subject.cycle && subject.feeds.length > 0;
  expect({ subject, proof }).toEqual({
    subject,
    proof: provable ? { method: 'nextval', value: String(next), free: !stored.has(next) } : undefined,
  });
}
