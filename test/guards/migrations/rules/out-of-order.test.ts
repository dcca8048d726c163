import { expect, it } from 'vitest';
import { outOfOrder } from '../../../../shared/guards/migrations/rules/out-of-order.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it.each([
  ['prisma', 'warn', 'runs them all the same'],
  ['supabase', 'block', 'refuses to run them'],
] as const)('of %s is a %s', (tool, severity, says) => {
  const finding = findingOn(outOfOrder, [projectOf(['1', '2', '3'], { tool }), historyOf(['1', '3'], { tool })]);
  expect(finding).toMatchObject({
    severity,
    subject: { kind: 'migration', name: '2' },
    message: expect.stringContaining('1 migration is not applied, but later ones are (3): 2; '),
    evidence: { newestApplied: '3', migrations: ['2'] },
  });
  expect(finding.message).toContain(says);
});

it('blocks after the deploy, which should have run it', () => {
  const pair = [projectOf(['1', '2', '3']), historyOf(['1', '3'])] as const;
  expect(findingOn(outOfOrder, [...pair]).severity).toBe('warn');
  expect(findingOn(outOfOrder, [...pair], { operation: 'verify' }).severity).toBe('block');
});

it('names the newest applied one also where only the database has it', () => {
  const pair = [projectOf(['1', '2']), historyOf(['1', '3'])] as const;
  expect(findingOn(outOfOrder, [...pair]).evidence).toMatchObject({ newestApplied: '3' });
});

it('says of Django that dependencies decide, and no version', () => {
  const project = projectOf(
    [
      { id: 'a.1', parents: [] },
      { id: 'a.2', parents: ['a.1'] },
    ],
    { tool: 'django' },
  );
  const { remedy } = findingOn(outOfOrder, [project, historyOf(['a.2'], { tool: 'django' })]);
  expect(remedy.summary).toContain('what is applied depends on them');
});
