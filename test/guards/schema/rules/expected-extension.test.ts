import { expect, it } from 'vitest';
import { findingOf } from '../../../support/lockstep.ts';
import { expecting } from '../expectations/expecting.ts';

it('blocks where the extension is not installed, and says when the server has no files of it', async () => {
  const report = await expecting('', { extensions: { plpgsql: true, nosuch: '1.2' } });
  expect(report.verdict).toBe('block');
  expect(findingOf(report, 'schema/expected-extension')).toMatchObject({
    severity: 'block',
    subject: { kind: 'object', name: 'nosuch' },
    message: 'the extension nosuch is expected and not installed',
    remedy: { summary: expect.stringContaining('the server has no files of it') },
  });
});
