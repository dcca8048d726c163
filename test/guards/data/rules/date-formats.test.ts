import { expect, it } from 'vitest';
import { database } from '../../../support/database.ts';
import { findingOf, lockstep } from '../../../support/lockstep.ts';

it('warns with the number and an example of each format', async () => {
  const shop = await database(`
    CREATE TABLE people (id int PRIMARY KEY, born text, city text);
    INSERT INTO people VALUES (1, '1990-12-31', 'Bern'), (2, '1991-01-31', 'Rome'), (3, '31/12/1990', 'Oslo'), (4, NULL, '')`);
  expect(findingOf(await lockstep('check', shop.url, { guards: ['data'] }), 'data/date-formats')).toMatchObject({
    severity: 'warn',
    subject: { kind: 'column', schema: 'public', table: 'people', name: 'born' },
    message: 'people.born holds dates in 2 formats: 2 YYYY-MM-DD (1990-12-31), 1 DD/MM/YYYY (31/12/1990)',
    evidence: { formats: ['YYYY-MM-DD: 2', 'DD/MM/YYYY: 1'] },
  });
});

it('is quiet about one format, about what is no date, and about what is ignored', async () => {
  const shop = await database(`
    CREATE TABLE t (id int PRIMARY KEY, born text, ends_at text, timezone text, sent_on text);
    INSERT INTO t VALUES (1, '1990-12-31', '2024-01-31T10:00:00Z', 'Europe/Rome', '1/2/2024'), (2, '1991-01-31 ', '2024-01-31', 'UTC', '2024-01-02')`);
  const ignore = [{ object: 'public.t.sent_on', reason: 'free text' }];
  const report = await lockstep('check', shop.url, { guards: ['data'], settings: { data: { ignore } } });
  expect(report.findings.filter(({ code }) => code === 'data/date-formats')).toEqual([]);
});
