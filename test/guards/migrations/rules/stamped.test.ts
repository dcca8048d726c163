import { expect, it } from 'vitest';
import { reconcile } from '../../../../shared/guards/migrations/reconcile.ts';
import { stamped } from '../../../../shared/guards/migrations/rules/stamped.ts';
import { found, historyOf, projectOf } from '../made.ts';

const standing = reconcile(projectOf(['20250110_add_lockout']), historyOf(['20250110_add_lockout']));
const column = {
  standing,
  migration: '20250110_add_lockout',
  effect: { action: 'add' as const, kind: 'column' as const, path: ['users', 'locked_until'] },
  doubt: null,
};

it('blocks and names the object with the migration that adds it', () => {
  expect(found(stamped, { missing: [column] })).toMatchObject([
    {
      severity: 'block',
      subject: { kind: 'migration', name: '20250110_add_lockout' },
      message: 'column users.locked_until is missing; 20250110_add_lockout adds it and is recorded as applied',
    },
  ]);
});

it('is one finding a migration, and only warns where a later one may have taken all of it away', () => {
  const table = { ...column, effect: { action: 'add' as const, kind: 'table' as const, path: ['locks'] } };
  expect(found(stamped, { missing: [column, { ...table, doubt: '3_opaque' }] })).toMatchObject([
    { severity: 'block', evidence: { objects: ['column users.locked_until', 'table locks'] } },
  ]);
  expect(found(stamped, { missing: [{ ...table, doubt: '3_opaque' }] })).toMatchObject([
    { severity: 'warn', message: expect.stringContaining('3_opaque may have taken it away') },
  ]);
});

it('only warns where another schema has one of that name', () => {
  expect(found(stamped, { missing: [{ ...column, elsewhere: 'app' }] })).toMatchObject([
    { severity: 'warn', message: expect.stringContaining('(the schema app has such a one)') },
  ]);
});
