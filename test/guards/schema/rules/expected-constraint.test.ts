import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('blocks where an expected constraint is another one, or is not there', async () => {
  const report = await expecting('CREATE TABLE t (a int CONSTRAINT low CHECK (a > 0), b int)', {
    constraints: { 'public.t.low': 'CHECK (a >= 0)' },
  });
  expect(report.verdict).toBe('block');
  expect(findingOf(report, 'schema/expected-constraint')).toMatchObject({
    severity: 'block',
    subject: { kind: 'constraint', schema: 'public', table: 't', name: 'low' },
    message: 'public.t.low is CHECK ((a > 0)), not CHECK (a >= 0)',
  });
});
