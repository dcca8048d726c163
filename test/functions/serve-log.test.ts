import { expect, onTestFinished, test, vi } from 'vitest';
import { stderrLog } from '../../functions/serve/log.ts';

test('each line of the log is JSON, whatever it tells, and holds no password', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  stderrLog.error('lost postgres://app:hunter2@db/shop "quoted"', {
    who: 'a@b',
    error: 'password=hunter2 @',
    count: 2,
  });
  stderrLog.info('well', {});
  const lines = write.mock.calls.map(([text]) => JSON.parse(String(text)));
  expect(lines).toMatchObject([
    { level: 'ERROR', message: expect.stringContaining('lost postgres://****'), count: 2 },
    { level: 'INFO', message: 'well', timestamp: expect.any(String) },
  ]);
  expect(JSON.stringify(lines)).not.toContain('hunter2');
});
