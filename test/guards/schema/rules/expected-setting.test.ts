import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('blocks where a new session gets another value than expected', async () => {
  const report = await expecting('', { settings: { work_mem: '3MB' } });
  expect(report.verdict).toBe('block');
  expect(findingOf(report, 'schema/expected-setting')).toMatchObject({
    severity: 'block',
    subject: { kind: 'setting', name: 'work_mem' },
    message: 'work_mem is 4096 × kB for a new session of this role, not 3MB',
    remedy: { sql: [expect.stringMatching(/^ALTER DATABASE .* SET work_mem = '3MB';$/)] },
  });
});
