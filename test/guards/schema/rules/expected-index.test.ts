import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('blocks where an expected index is not there, and gives the statement that builds it', async () => {
  const report = await expecting('CREATE TABLE t (a int)', { indexes: { 'public.t_a': 'CREATE INDEX t_a ON t (a)' } });
  expect(report.verdict).toBe('block');
  expect(findingOf(report, 'schema/expected-index')).toMatchObject({
    severity: 'block',
    subject: { kind: 'index', schema: 'public', name: 't_a' },
    remedy: { sql: ['CREATE INDEX CONCURRENTLY t_a ON t (a);'] },
  });
});
