import { expect, it } from 'vitest';
import { unusedIgnore } from '../../../../shared/guards/migrations/rules/unused-ignore.ts';
import { findingOn, found, historyOf, projectOf } from '../made.ts';

const settings = {
  migrations: {
    ignore: [
      { migration: '1', reason: 'known' },
      { migration: '9', reason: 'gone' },
    ],
  },
};

it('says which entry names no migration, of the repository or of the database', () => {
  expect(findingOn(unusedIgnore, [projectOf(['1']), historyOf([])], { settings })).toMatchObject({
    severity: 'info',
    subject: { kind: 'migration', name: '9' },
    evidence: { reason: 'gone' },
  });
});

it('says nothing while a history could not be read', () => {
  const unread = [{ tool: 'knex' as const, table: 'public.knex_migrations', reason: 'a lock', sql: [] }];
  expect(found(unusedIgnore, { unread }, settings)).toEqual([]);
});
