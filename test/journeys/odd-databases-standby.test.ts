import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, startPostgres } from '../../shared/embedded/postgres.ts';
import { codesOf, entryOf, lockstep } from '../support/lockstep.ts';
import { caughtUp, startStandby } from './odd-databases/standby.ts';

let primary: EmbeddedPostgres;
let standby: { url: string; stop(): Promise<void> };

/** `near` was called once: its log, and so the standby, is 32 values ahead, past the thirty rows that it is behind of. */
beforeAll(async () => {
  primary = await startPostgres();
  standby = await startStandby(primary);
  const client = new Client({ connectionString: primary.url });
  await client.connect();
  await client.query(`
    CREATE TABLE near (id serial PRIMARY KEY); SELECT nextval('near_id_seq');
    INSERT INTO near SELECT generate_series(1, 30);
    CREATE TABLE far (id serial PRIMARY KEY); SELECT nextval('far_id_seq');
    INSERT INTO far SELECT generate_series(1, 500);
    CREATE TABLE ahead (id serial PRIMARY KEY); SELECT setval('ahead_id_seq', 1000);
    INSERT INTO ahead SELECT generate_series(1, 500);
    CREATE UNLOGGED TABLE scratch (id serial PRIMARY KEY); INSERT INTO scratch SELECT generate_series(1, 500);
    CREATE SEQUENCE lasting_id_seq; CREATE UNLOGGED TABLE lasting (id int DEFAULT nextval('lasting_id_seq'));
    INSERT INTO lasting SELECT generate_series(1, 500)`);
  await client.end();
  await caughtUp(primary.url, standby.url);
}, 60_000);
afterAll(async () => {
  await standby?.stop();
  await primary?.stop();
});

test('the primary tells all of them', async () => {
  const report = await lockstep('check', primary.url);
  expect(statusesOf(report)).toEqual({
    near: 'behind',
    far: 'behind',
    ahead: 'healthy',
    scratch: 'behind',
    lasting: 'behind',
  });
});

test('a standby tells what is certain, and calls unknown what only looks healthy there', async () => {
  const report = await lockstep('check', standby.url);
  expect(statusesOf(report)).toEqual({
    near: 'unknown',
    far: 'behind',
    ahead: 'healthy',
    scratch: 'unknown',
    lasting: 'unknown',
  });
  expect(report.verdict).toBe('block');
  expect(codesOf(report).filter((code) => !['unowned', 'narrow-column'].includes(code))).toEqual([
    'behind',
    'standby',
    'unreadable',
    'unreadable',
  ]);
  expect(report.findings.find(({ code }) => code === 'sequences/standby')?.evidence).toEqual({
    sequences: ['public.near_id_seq'],
    count: 1,
  });
});

test.each(['fix', 'verify'] as const)('%s changes nothing on a standby, and does not pass', async (operation) => {
  const report = await lockstep(operation, standby.url);
  expect(report).toMatchObject({ verdict: 'block', ok: false, changes: [] });
  expect(report.findings.find(({ code }) => code === 'sequences/behind')?.remedy).toMatchObject({ automatic: false });
});

test('without what is certain to be behind, a standby is unknown', async () => {
  const wish = { settings: { sequences: { ignore: [{ sequence: 'public.far_id_seq', reason: 'told above' }] } } };
  expect(await lockstep('check', standby.url, wish)).toMatchObject({ verdict: 'unknown', ok: false });
});

function statusesOf(report: Parameters<typeof entryOf>[0]): Record<string, string> {
  const names = ['near', 'far', 'ahead', 'scratch', 'lasting'];
  return Object.fromEntries(names.map((name) => [name, entryOf(report, `${name}_id_seq`).status]));
}
