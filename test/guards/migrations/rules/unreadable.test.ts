import { expect, it } from 'vitest';
import { unreadable } from '../../../../shared/guards/migrations/rules/unreadable.ts';
import { found } from '../made.ts';

it('is unknown, with the GRANT that helps', () => {
  const sql = ['GRANT SELECT ON "public"."knex_migrations" TO <this role>'];
  const unread = { tool: 'knex' as const, table: 'public.knex_migrations', reason: 'this role may not read it', sql };
  expect(found(unreadable, { unread: [unread] })).toMatchObject([
    {
      unknown: true,
      subject: { kind: 'table', schema: 'public', name: 'knex_migrations' },
      message: 'the history of Knex in public.knex_migrations could not be read: this role may not read it',
      remedy: { sql },
    },
  ]);
});

it('is unknown as well where the objects of migrations could not be looked for', () => {
  expect(found(unreadable, { unlooked: 'no answer came within the time limit' })).toMatchObject([
    { unknown: true, message: expect.stringContaining('could not be looked for: no answer came') },
  ]);
});
