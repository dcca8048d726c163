import { expect, it } from 'vitest';
import { rolledBack } from '../../../../shared/guards/migrations/rules/rolled-back.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('says whether the next deploy runs it again', () => {
  const history = historyOf([{ id: '1', status: 'rolled-back' }]);
  expect(findingOn(rolledBack, [projectOf(['1']), history])).toMatchObject({
    severity: 'info',
    message: '1 was begun and rolled back; the next deploy runs it again',
  });
  expect(findingOn(rolledBack, [projectOf([]), history]).message).toContain('the repository no longer has it');
});
