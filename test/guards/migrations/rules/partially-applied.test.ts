import { expect, it } from 'vitest';
import { partiallyApplied } from '../../../../shared/guards/migrations/rules/partially-applied.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('blocks with how far the tool came', () => {
  const history = historyOf([{ id: '2', status: 'partially-applied', detail: '1 of 3 statements' }]);
  expect(findingOn(partiallyApplied, [projectOf(['2']), history])).toMatchObject({
    severity: 'block',
    message: '2 was applied only in part: 1 of 3 statements',
  });
});

it('blocks a squash of which only a part was applied, where the rest is gone from the repository', () => {
  const project = projectOf([{ id: 'squashed', parents: [], replaces: ['a', 'b'] }], { tool: 'django' });
  expect(findingOn(partiallyApplied, [project, historyOf(['a'], { tool: 'django' })])).toMatchObject({
    severity: 'block',
    message: expect.stringContaining('replaces a, b, of which only some are applied'),
    remedy: { summary: expect.stringContaining('bring the replaced migrations back') },
  });
});

it('only warns where a manifest was given that has no such history', () => {
  const history = historyOf([{ id: '1', status: 'partially-applied' }]);
  expect(findingOn(partiallyApplied, [null, history]).severity).toBe('warn');
  expect(findingOn(partiallyApplied, [null, history], { expectation: null }).severity).toBe('block');
});
