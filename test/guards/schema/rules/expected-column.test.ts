import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('blocks where an expected column has another type, and names both', async () => {
  const report = await expecting('CREATE TABLE t (a int, b text)', {
    columns: { 'public.t.a': 'bigint', 'public.t.b': 'text' },
  });
  expect(report.verdict).toBe('block');
  expect(findingOf(report, 'schema/expected-column')).toMatchObject({
    severity: 'block',
    subject: { kind: 'column', schema: 'public', table: 't', column: 'a' },
    message: 'public.t.a is integer, not bigint',
    evidence: { expected: 'bigint', found: 'integer' },
  });
});
