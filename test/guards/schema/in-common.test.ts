import { describe, expect, it } from 'vitest';
import { inCommon, nothingOf } from '../../../shared/guards/schema/in-common.ts';
import type { Scope, Snapshot } from '../../../shared/model/snapshot.ts';

const everything: Scope = { schemas: [], tables: [], kinds: [] };

/** A table with a column in each of these schemas. */
function snapshotOf(schemas: string[], scope: Partial<Scope> = {}): Snapshot {
  const objects = schemas.flatMap((schema) => [
    { kind: 'schema' as const, path: [schema], is: {} },
    { kind: 'table' as const, path: [schema, 'orders'], is: {} },
    { kind: 'column' as const, path: [schema, 'orders', 'id'], is: {} },
  ]);
  return { snapshot: 2, server: 18, scope: { ...everything, ...scope }, unseen: [], objects };
}

const all = snapshotOf(['app', 'audit']);
const app = snapshotOf(['app'], { schemas: ['app'] });
const audit = snapshotOf(['audit'], { schemas: ['audit'] });

describe('what two snapshots have in common', () => {
  it('is counted within the scopes of both', () => {
    expect(inCommon({ from: all, to: all }, everything)).toEqual({ examined: 4, gap: null });
    expect(inCommon({ from: app, to: all }, everything)).toEqual({ examined: 2, gap: null });
    expect(inCommon({ from: all, to: all }, { ...everything, tables: ['*.orders'] })).toEqual({
      examined: 2,
      gap: null,
    });
  });

  it('is nothing where they are limited to different parts', () => {
    const { gap } = inCommon({ from: app, to: audit }, everything);
    expect(gap).toBe('what they are limited to has nothing in common: schema app; schema audit');
  });

  it('lacks what is asked for and neither has, or one was not to hold', () => {
    const asked = (from: Snapshot, scope: Partial<Scope>) =>
      inCommon({ from, to: all }, { ...everything, ...scope }).gap;
    expect(asked(all, { schemas: ['ap*', 'pubic'] })).toBe('neither has anything of schema pubic');
    expect(asked(all, { tables: ['app.nosuch'] })).toBe('neither has anything of table app.nosuch');
    expect(asked(all, { kinds: ['policy', 'trigger'] })).toBe('neither has anything of kind policy, trigger');
    expect(asked(app, { schemas: ['app', 'audit'] })).toBe(
      'one of them was limited, and holds nothing of schema audit',
    );
  });

  it('may be of one side alone: that differs', () => {
    expect(inCommon({ from: all, to: snapshotOf([]) }, { ...everything, schemas: ['app'] }).gap).toBeNull();
    expect(inCommon({ from: snapshotOf([]), to: all }, { ...everything, schemas: ['app'] }).gap).toBeNull();
  });

  it('of two empty databases is nothing, and they are equal', () => {
    expect(inCommon({ from: snapshotOf([]), to: snapshotOf([]) }, everything)).toEqual({ examined: 0, gap: null });
  });
});

it('of several kinds one is enough, as many a database has no policy', () => {
  expect(
    nothingOf({ ...everything, kinds: ['table', 'policy'] }, [{ kind: 'table', path: ['app', 'orders'] }]),
  ).toBeNull();
});
