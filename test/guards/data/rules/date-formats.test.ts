import { expect, it } from 'vitest';
import { database } from '../../../support/database.ts';
import { findingOf, lockstep } from '../../../support/lockstep.ts';

it('warns with the number of each format', async () => {
  const shop = await database(`
    CREATE TABLE people (id int PRIMARY KEY, born text, city text);
    INSERT INTO people VALUES (1, '1990-12-31', 'Bern'), (2, '1991-01-31', 'Rome'), (3, '31/12/1990', 'Oslo'), (4, NULL, '')`);
  expect(findingOf(await lockstep('check', shop.url, { guards: ['data'] }), 'data/date-formats')).toMatchObject({
    severity: 'warn',
    subject: { kind: 'column', schema: 'public', table: 'people', name: 'born' },
    message: 'people.born holds dates in 2 formats: 2 YYYY-MM-DD, 1 DD/MM/YYYY',
    evidence: { formats: ['YYYY-MM-DD: 2', 'DD/MM/YYYY: 1'] },
  });
});

it('takes a time of day behind a date for what programs write, and free text for no date; no value is in the report', async () => {
  const shop = await database(`
    CREATE TABLE visits (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seen_on text);
    INSERT INTO visits (seen_on) VALUES
      ('03/25/2024 10:00 Jane Roe HIV positive'), ('2024-03-25 10:00 Jane Roe'), ('25.03.2024 09:30, see note'),
      ('2024-03-25'), ('2024-03-25T10:00:00.123456Z'), ('2024-03-25 10:00:00+02'), ('2024-03-25 10:00:00 +0100 CET'),
      ('2024-03-25T10:00:00+01:00[Europe/Rome]'),
      ('3/25/2024, 10:00:00 AM'), ('03/25/2024 07:37:16.00 PST'),
      ('Mon Mar 25 2024 10:00:00 GMT+0100 (Central European Time)'), ('Mon, 25 Mar 2024 10:00:00 GMT')`);
  const report = await lockstep('check', shop.url, { guards: ['data'] });
  const told = ['DD Month YYYY: 1', 'MM/DD/YYYY: 2', 'Month DD, YYYY: 1', 'YYYY-MM-DD: 5'];
  expect([findingOf(report, 'data/date-formats').evidence.formats].flat().sort()).toEqual(told);
  expect(JSON.stringify(report.findings)).not.toMatch(/Jane|2024/);
});

it('is quiet about one format, about what is no date, and about what is ignored', async () => {
  const shop = await database(`
    CREATE TABLE t (id int PRIMARY KEY, born text, ends_at text, timezone text, sent_on text);
    INSERT INTO t VALUES (1, '1990-12-31', '2024-01-31T10:00:00Z', 'Europe/Rome', '1/2/2024'), (2, '1991-01-31 ', '2024-01-31', 'UTC', '2024-01-02')`);
  const ignore = [{ object: 'public.t.sent_on', reason: 'free text' }];
  const report = await lockstep('check', shop.url, { guards: ['data'], settings: { data: { ignore } } });
  expect(report.findings.filter(({ code }) => code === 'data/date-formats')).toEqual([]);
});
