import { expect, it } from 'vitest';
import { failed } from '../../../../shared/guards/migrations/rules/failed.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('blocks with what the tool wrote down, and the exact command that resolves it', () => {
  const project = projectOf(['20231201000000_x'], { tool: 'prisma', directory: 'prisma/migrations' });
  const row = {
    id: '20231201000000_x',
    status: 'failed' as const,
    detail: 'A migration failed to apply.\nERROR: column "a" exists\nDETAIL: more',
  };
  expect(findingOn(failed, [project, historyOf([row], { tool: 'prisma' })])).toMatchObject({
    severity: 'block',
    subject: { kind: 'migration', name: '20231201000000_x' },
    message: '20231201000000_x failed: ERROR: column "a" exists',
    evidence: { detail: expect.stringContaining('DETAIL: more') },
    remedy: { commands: ['npx prisma migrate resolve --rolled-back 20231201000000_x'] },
  });
});

it('is quiet about a migration that the settings ignore', () => {
  const settings = { migrations: { ignore: [{ migration: '1', reason: 'known' }] } };
  const history = historyOf([{ id: '1', status: 'failed' }]);
  expect(() => findingOn(failed, [null, history], { settings })).toThrow('0 findings');
  expect(findingOn(failed, [projectOf([]), history]).severity).toBe('block');
});

it('only warns where a manifest was given that has no such history', () => {
  const history = historyOf([{ id: '1', status: 'failed' }]);
  expect(findingOn(failed, [null, history])).toMatchObject({
    severity: 'warn',
    message: expect.stringContaining('another application may keep this history'),
  });
  expect(findingOn(failed, [null, history], { expectation: null }).severity).toBe('block');
});
