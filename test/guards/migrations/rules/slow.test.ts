import { expect, it } from 'vitest';
import { slow } from '../../../../shared/guards/migrations/rules/slow.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('names the migrations that took longer than the settings allow, the slowest first', () => {
  const rows = [
    { id: '1', durationMs: 61_000 },
    { id: '2', durationMs: 1000 },
    { id: '3', durationMs: 600_000 },
  ];
  const pair = [projectOf(['1', '2', '3']), historyOf(rows)] as const;
  expect(findingOn(slow, [...pair])).toMatchObject({
    severity: 'info',
    message: 'took longer than 60 s: 3 (600 s), 1 (61 s)',
  });
  const settings = { migrations: { slowSeconds: 3600 } };
  expect(() => findingOn(slow, [...pair], { settings })).toThrow('0 findings');
});
