import { expect, it } from 'vitest';
import { checked, codesOf, findingOf } from '../../../support/lockstep.ts';

it('blocks, says how many inserts may fail, and gives the statement that repairs it', async () => {
  const report = await checked('CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (3)');
  const finding = findingOf(report, 'sequences/behind');
  expect(finding).toMatchObject({
    severity: 'block',
    subject: { kind: 'sequence', schema: 'public', name: 'orders_id_seq', table: 'orders', column: 'id' },
    evidence: { nextValue: '1', maxValue: '3', firstCollision: '3', stepsBehind: '3' },
    remedy: { automatic: true },
  });
  expect(finding.remedy.sql).toHaveLength(1);
  expect(report.next).toEqual(['lockstep fix --target test --guard sequences']);
});

it('names the ALTER where the rows reach beyond what the column can hold', async () => {
  const report = await checked(
    'CREATE TABLE t (id smallserial PRIMARY KEY); INSERT INTO t SELECT generate_series(32000, 32767)',
    {
      sequences: { reach: 40_000 },
    },
  );
  const { remedy } = findingOf(report, 'sequences/behind');
  expect(remedy).toMatchObject({ automatic: false, summary: expect.stringContaining('cannot hold 32768') });
  expect(remedy.sql?.join()).toContain('TYPE bigint');
});

it('is quiet about a sequence that is named under ignore', async () => {
  const ignore = [{ sequence: 'public.t_id_seq', reason: 'rebuilt every night' }];
  const report = await checked('CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t VALUES (1)', {
    sequences: { ignore },
  });
  expect(codesOf(report)).toEqual([]);
  expect(report.verdict).toBe('pass');
});
