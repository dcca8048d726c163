import { expect, it } from 'vitest';
import { pending } from '../../../../shared/guards/migrations/rules/pending.ts';
import { expecting, findingOn, found, historyOf, projectOf } from '../made.ts';

const project = projectOf(['1', '2', '3', '4', '5', '6']);
const history = historyOf(['1']);

it('is what the deploy will do: one finding with all of them, and the command', () => {
  expect(findingOn(pending, [project, history])).toMatchObject({
    severity: 'info',
    subject: { kind: 'migration', name: '2' },
    message: '5 migrations are to be applied: 2, 3, 4 and 2 more',
    evidence: { tool: 'dbmate', migrations: ['2', '3', '4', '5', '6'], count: 5 },
    remedy: { commands: expect.arrayContaining([expect.stringContaining('dbmate')]), automatic: false },
  });
});

it('blocks after the deploy, and where the database had them before', () => {
  expect(findingOn(pending, [project, history], { operation: 'verify' }).severity).toBe('block');
  const expectation = expecting({}, { source: 'archive', at: '2026-11-20T09:00:00.000Z' });
  expect(findingOn(pending, [project, history], { expectation })).toMatchObject({
    severity: 'block',
    message: expect.stringContaining('had when 2026-11-20T09:00:00.000Z was verified'),
  });
});

it('leaves out the migrations that the settings ignore, not those beside them', () => {
  const settings = { migrations: { ignore: [{ migration: '2', reason: 'for the next release' }] } };
  expect(findingOn(pending, [project, history], { settings }).evidence).toMatchObject({ count: 4 });
});

it('says nothing where all is applied', () => {
  expect(found(pending, { standings: [] })).toEqual([]);
  expect(() => findingOn(pending, [projectOf(['1']), history])).toThrow('0 findings');
});
