import { expect, it } from 'vitest';
import { checked, entryOf, findingOf } from '../../../support/lockstep.ts';

const rows = 'CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t (id) SELECT generate_series(1, 100);';

it('only warns of one hand-made id at the end of the range: nobody fails today', async () => {
  const report = await checked(`${rows} SELECT setval('t_id_seq', 100); INSERT INTO t VALUES (2147483647)`);
  expect(report.verdict).toBe('warn');
  expect(entryOf(report, 't_id_seq').status).toBe('healthy');
  const finding = findingOf(report, 'sequences/outlier');
  expect(finding.message).toBe('t_id_seq will meet the lone value 2147483647 after 2147483546 more calls');
  expect(finding.remedy).toMatchObject({
    automatic: false,
    summary: 'delete or renumber that row (fix cannot move past it: t.id is integer and cannot hold 2147483648)',
  });
});

it('is told apart from the rows that the sequence is behind of', async () => {
  const report = await checked(`${rows} INSERT INTO t VALUES (2000000000)`);
  expect(entryOf(report, 't_id_seq')).toMatchObject({ status: 'behind', stepsBehind: '100' });
  const { evidence, remedy } = findingOf(report, 'sequences/outlier');
  expect(evidence).toMatchObject({ value: '2000000000' });
  expect(remedy).toMatchObject({ automatic: false, summary: expect.stringContaining('--past-outliers') });
});

it('is not a long run of rows, however far it goes', async () => {
  const report = await checked(
    `CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 3000, 9)`,
    {
      sequences: { reach: 10 },
    },
  );
  expect(report.findings.map(({ code }) => code)).toEqual(['sequences/behind']);
  expect(entryOf(report, 't_id_seq').stepsBehind).toBe('2998');
});
