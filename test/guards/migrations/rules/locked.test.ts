import { expect, it } from 'vitest';
import { locked } from '../../../../shared/guards/migrations/rules/locked.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('blocks, says who and since when, and how the lock is freed', () => {
  const lock = { since: '2026-11-21T09:00:00.000Z', by: 'pod-7' };
  const history = historyOf(['1'], { tool: 'knex', table: 'public.knex_migrations', lock });
  expect(findingOn(locked, [projectOf(['1'], { tool: 'knex' }), history])).toMatchObject({
    severity: 'block',
    subject: { kind: 'table', schema: 'public', name: 'knex_migrations' },
    message: 'Knex is locked since 2026-11-21T09:00:00.000Z by pod-7: it will not run until that lock is gone',
    remedy: { commands: ['npx knex migrate:unlock'] },
  });
});

it('only warns where a manifest was given that has no such history', () => {
  const history = historyOf(['1'], { tool: 'knex', lock: { since: null, by: null } });
  expect(findingOn(locked, [null, history])).toMatchObject({
    severity: 'warn',
    message: expect.stringContaining('another application'),
  });
  expect(findingOn(locked, [null, history], { expectation: null }).severity).toBe('block');
});
