import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('cannot tell where a value is none of the type of the column, and does not pass', async () => {
  const report = await expecting('CREATE TABLE c (key int)', {
    rows: [{ table: 'public.c', column: 'key', in: ['many'] }],
  });
  expect(report.verdict).toBe('unknown');
  expect(findingOf(report, 'schema/expected-unread')).toMatchObject({
    unknown: true,
    message: expect.stringContaining('invalid input syntax for type integer'),
  });
});
