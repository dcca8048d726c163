import { describe, expect, it } from 'vitest';
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

describe('the way out', () => {
  const sql = [
    'CREATE TABLE b (id int)',
    'ALTER TABLE b ADD c int',
    'UPDATE b SET c = 1',
    'CREATE TABLE other (id int)',
  ];
  const chain = [
    { id: 'a1' },
    { id: 'b2', parents: ['a1'], sql: sql.map((text, at) => ({ line: at + 1, text })) },
    { id: 'c3', parents: ['b2'] },
  ];
  const remedyOf = (tool: 'alembic' | 'flyway', rows: string[], keeps: 'heads' | 'all') => {
    const standing = reconcile(projectOf(chain, { tool }), historyOf(rows, { tool, keeps }));
    const effects = [['b'], ['b', 'c']].map((path, at) => ({
      ...column,
      standing,
      migration: 'b2',
      effect: { action: 'add' as const, kind: at === 0 ? ('table' as const) : ('column' as const), path },
    }));
    return found(stamped, { missing: effects })[0]?.remedy;
  };

  it('of a position is to set it back where nothing that was applied comes after the migration', () => {
    expect(remedyOf('alembic', ['b2'], 'heads')?.commands).toEqual(['alembic stamp a1', 'alembic upgrade head']);
  });

  it('of a position is to set it back where all that comes after the migration is missing as well', () => {
    const standing = reconcile(
      projectOf(chain, { tool: 'alembic' }),
      historyOf(['c3'], { tool: 'alembic', keeps: 'heads' }),
    );
    const missing = ['b2', 'c3'].map((migration) => ({ ...column, standing, migration }));
    const ways = found(stamped, { missing }).map(({ remedy }) => remedy.commands?.[0]);
    expect(ways).toEqual(['alembic stamp a1', 'alembic stamp b2']);
  });

  it('is by hand alone where setting a position back would forget what was applied later', () => {
    expect(remedyOf('alembic', ['c3'], 'heads')).toEqual({
      summary: 'add what is missing by hand, as the migration writes it',
      sql: sql.slice(0, 2),
      automatic: false,
    });
  });

  it('names no command that does nothing: flyway repair keeps a row whose file is there', () => {
    expect(remedyOf('flyway', ['a1', 'b2', 'c3'], 'all')?.commands).toBeUndefined();
  });
});
