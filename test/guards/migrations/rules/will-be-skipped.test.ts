import { expect, it } from 'vitest';
import { willBeSkipped } from '../../../../shared/guards/migrations/rules/will-be-skipped.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('blocks what the tool would leave out for ever', () => {
  const tool = { tool: 'drizzle', variant: 'journal' } as const;
  const project = projectOf(
    [
      { id: '100', order: '100' },
      { id: '300', order: '300' },
      { id: '200', order: '200' },
    ],
    tool,
  );
  const rows = ['100', '300'].map((id) => ({ id, order: id }));
  expect(findingOn(willBeSkipped, [project, historyOf(rows, { tool: 'drizzle' })])).toMatchObject({
    severity: 'block',
    subject: { kind: 'migration', name: '200' },
    message: expect.stringContaining('older than the newest applied one (300): Drizzle'),
    evidence: { order: '200' },
  });
});
