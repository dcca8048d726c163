import { expect, it } from 'vitest';
import type { Kept } from '../../../../shared/model/request.ts';
import { database } from '../../../support/database.ts';
import { lockstep } from '../../../support/lockstep.ts';

it('warns of a table that has multiplied since the last run, or is empty; small ones may do both, and estimates grow unseen', async () => {
  const shop = await database(`
    CREATE TABLE grown (id int PRIMARY KEY); INSERT INTO grown SELECT generate_series(1, 12000);
    CREATE TABLE small (id int PRIMARY KEY); INSERT INTO small SELECT generate_series(1, 900);
    CREATE TABLE emptied (id int PRIMARY KEY); CREATE TABLE queue (id int PRIMARY KEY);
    CREATE TABLE guessed (id int PRIMARY KEY); INSERT INTO guessed SELECT generate_series(1, 12000);
    CREATE TABLE huge (id int PRIMARY KEY); CREATE TABLE tiny (id int PRIMARY KEY)`);
  const at = '2026-11-20T09:00:00.000Z';
  const rows = { grown: '1000', small: '1', emptied: '5000', queue: '7' };
  const tables = Object.entries(rows).map(([name, count]) => ({ schema: 'public', name, rows: count, exact: true }));
  const guesses = Object.entries({ guessed: '1000', huge: '9000', tiny: '900' }).map(([name, count]) => {
    return { schema: 'public', name, rows: count, exact: false };
  });
  const kept = { at, tables: [...tables, ...guesses] };
  const report = await lockstep('check', shop.url, { guards: ['data'], kept: { ...nothingElse, ...kept } });
  expect(report.findings.map(({ code, severity, message }) => [code, severity, message])).toEqual([
    ['data/growth', 'warn', `emptied is empty: it had 5000 rows at ${at}`],
    ['data/growth', 'warn', `grown has grown from 1000 to 12000 rows since ${at}`],
    ['data/growth', 'warn', `huge is empty: it had about 9000 rows at ${at}`],
  ]);
  expect(report.tables).toContainEqual({
    schema: 'public',
    name: 'small',
    rows: '900',
    exact: true,
    before: { at, rows: '1', exact: true },
  });
});

const nothingElse = { applied: null, snapshot: {} as Kept['snapshot'] };
