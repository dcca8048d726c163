import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('blocks where the key is on a stray id, and says which it has', async () => {
  const report = await expecting('CREATE TABLE system_config (id serial PRIMARY KEY, key text)', {
    primaryKeys: { 'public.system_config': ['key'] },
  });
  expect(report.verdict).toBe('block');
  expect(findingOf(report, 'schema/expected-primary-key')).toMatchObject({
    severity: 'block',
    subject: { kind: 'table', schema: 'public', name: 'system_config' },
    message: expect.stringContaining('has the primary key system_config_pkey on id, and not on key'),
    remedy: { sql: [expect.stringContaining('CREATE UNIQUE INDEX CONCURRENTLY')], automatic: false },
  });
});
