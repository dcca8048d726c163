import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('blocks where an expected table is not there, or is a view', async () => {
  const report = await expecting('CREATE TABLE t (a int); CREATE VIEW v AS SELECT 1', {
    tables: ['public.t', 'public.orders'],
  });
  expect(report.verdict).toBe('block');
  expect(findingOf(report, 'schema/expected-table')).toMatchObject({
    severity: 'block',
    subject: { kind: 'table', schema: 'public', name: 'orders' },
    message: 'public.orders is expected, and there is no such table',
  });
});
