import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('blocks where only a partial index keeps the columns unique', async () => {
  const report = await expecting('CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX part ON t (a) WHERE b > 0', {
    unique: { 'public.t': [['a']] },
  });
  expect(report.verdict).toBe('block');
  expect(findingOf(report, 'schema/expected-unique')).toMatchObject({
    severity: 'block',
    message: 'nothing keeps (a) of public.t unique: there is only the partial unique index part on a',
  });
});
