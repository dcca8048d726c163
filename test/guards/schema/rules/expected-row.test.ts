import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('blocks where configuration is not there, names it, and gives no statement', async () => {
  const report = await expecting("CREATE TABLE c (key text); INSERT INTO c VALUES ('currency')", {
    rows: [{ table: 'public.c', column: 'key', in: ['currency', 'locale'] }],
  });
  expect(report.verdict).toBe('block');
  expect(findingOf(report, 'schema/expected-row')).toMatchObject({
    severity: 'block',
    message: 'no row has public.c.key = "locale"',
    evidence: { expected: '"locale"', found: '"currency"' },
    remedy: { summary: expect.any(String), automatic: false },
  });
});
