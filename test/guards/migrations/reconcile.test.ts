import { describe, expect, it } from 'vitest';
import type { History, Recorded } from '../../../shared/guards/migrations/history.ts';
import { reconcile } from '../../../shared/guards/migrations/reconcile.ts';
import { toolNamed } from '../../../shared/guards/migrations/tools/index.ts';
import type { Tool } from '../../../shared/guards/migrations/tools/tool.ts';
import type { Migration, Project } from '../../../shared/model/manifest.ts';
import { historyOf, projectOf, statusesOf } from './made.ts';

const plain: Tool = {
  ...toolNamed('dbmate'),
  late: 'runs',
};

function statuses(
  migrations: (string | (Partial<Migration> & { id: string }))[],
  rows: (string | (Partial<Recorded> & { id: string }))[] | null,
  {
    project = {},
    history = {},
    ...tool
  }: Partial<Tool> & { project?: Partial<Project>; history?: Partial<History> } = {},
) {
  const theirs = rows === null ? null : historyOf(rows, history);
  return statusesOf(reconcile(projectOf(migrations, project), theirs, { ...plain, ...tool }));
}

describe('a linear history', () => {
  it('is applied where there is a row, and pending where there is none', () => {
    expect(statuses(['1', '2', '3'], ['1', '2'])).toEqual({ 1: 'applied', 2: 'applied', 3: 'pending' });
    expect(statuses(['1', '2'], null)).toEqual({ 1: 'pending', 2: 'pending' });
  });

  it.each([
    ['runs', 'out-of-order'],
    ['refuses', 'out-of-order'],
    ['skips', 'will-be-skipped'],
  ] as const)('of a tool that %s what comes late: %s', (late, status) => {
    expect(statuses(['1', '2', '3', '4'], ['1', '3'], { late })).toEqual({
      1: 'applied',
      2: status,
      3: 'applied',
      4: 'pending',
    });
  });

  it('goes by the order that the tool keeps, and what is as old as the newest is skipped too', () => {
    const journal = [
      { id: 'a', order: '100' },
      { id: 'b', order: '300' },
      { id: 'c', order: '200' },
      { id: 'd', order: '300' },
      { id: 'e', order: '1000' },
    ];
    const rows = [
      { id: 'a', order: '100' },
      { id: 'b', order: '300' },
    ];
    expect(statuses(journal, rows, { late: 'skips' })).toEqual({
      a: 'applied',
      b: 'applied',
      c: 'will-be-skipped',
      d: 'will-be-skipped',
      e: 'pending',
    });
  });

  it('has a late migration also where what is newer is only in the database', () => {
    expect(statuses(['1', '2'], ['1', '3'])).toEqual({
      1: 'applied',
      2: 'out-of-order',
      3: 'missing-from-repository',
    });
  });

  it('is edited where no checksum of the file is the recorded one', () => {
    const file = { id: '1', checksums: ['abc', 'def'] };
    expect(statuses([file], [{ id: '1', checksum: 'def' }])).toEqual({ 1: 'applied' });
    expect(statuses([file], [{ id: '1', checksum: 'xyz' }])).toEqual({ 1: 'edited' });
    expect(statuses([file], [{ id: '1', checksum: null }])).toEqual({ 1: 'applied' });
  });

  it('runs a repeatable migration again when it was changed, whatever came after it', () => {
    const view = { id: 'views', kind: 'repeatable' as const, checksums: ['new'] };
    const rows = [{ id: 'views', checksum: 'old' }, '1', '2'];
    expect(statuses(['1', '2', view], rows)).toMatchObject({ views: 'pending' });
    expect(statuses(['1', '2', view], [...rows, { id: 'views', checksum: 'new' }])).toMatchObject({ views: 'applied' });
    expect(statuses(['1', '2', view], ['1'])).toEqual({ 1: 'applied', 2: 'pending', views: 'pending' });
  });
});

describe('several rows of one migration', () => {
  const failed = { id: '1', status: 'failed' as const };
  const undone = { id: '1', status: 'rolled-back' as const };

  it('are applied when the second attempt went well', () => {
    expect(statuses(['1'], [undone, '1'])).toEqual({ 1: 'applied' });
  });

  it('are pending again when the only attempt was rolled back', () => {
    expect(statuses(['1'], [undone])).toEqual({ 1: 'pending' });
    expect(statuses([], [undone])).toEqual({ 1: 'rolled-back' });
  });

  it('have failed as long as one failure is not resolved', () => {
    expect(statuses(['1'], [undone, failed])).toEqual({ 1: 'failed' });
  });
});

describe('a history of heads', () => {
  const heads = { history: { keeps: 'heads' as const } };
  const graph = [
    { id: 'a', parents: [] },
    { id: 'b', parents: ['a'] },
    { id: 'c', parents: ['a'] },
    { id: 'd', parents: ['b', 'c'] },
    { id: 'e', parents: ['d'] },
  ];

  it('has applied all that its heads come after', () => {
    expect(statuses(graph, ['d'], heads)).toEqual({
      a: 'applied',
      b: 'applied',
      c: 'applied',
      d: 'applied',
      e: 'pending',
    });
    expect(statuses(graph, ['b'], heads)).toMatchObject({ a: 'applied', b: 'applied', c: 'pending', d: 'pending' });
  });

  it('says nothing of the rest when the repository does not know its head', () => {
    expect(statuses(graph, ['x'], heads)).toMatchObject({ a: 'pending', x: 'missing-from-repository' });
  });
});

it('a graph of single rows has a late migration where one that comes after it is applied', () => {
  const graph = [
    { id: 'a', parents: [] },
    { id: 'b', parents: ['a'] },
    { id: 'other', parents: [] },
  ];
  expect(statuses(graph, ['b'])).toEqual({ a: 'out-of-order', b: 'applied', other: 'pending' });
});

it('a history of the last alone has applied all below', () => {
  const last = { history: { keeps: 'last' as const }, late: 'skips' as const };
  expect(statuses(['1', '2', '10'], ['2'], last)).toEqual({ 1: 'applied', 2: 'applied', 10: 'pending' });
  expect(statuses(['1', '2', '10'], [{ id: '2', status: 'failed' }], last)).toEqual({
    1: 'applied',
    2: 'failed',
    10: 'pending',
  });
  expect(statuses(['1', '2', '10'], ['9'], last)).toEqual({
    1: 'applied',
    2: 'applied',
    9: 'missing-from-repository',
    10: 'pending',
  });
});

describe('a squash', () => {
  const squash = { id: 's', parents: [], replaces: ['a', 'b'] };
  const files = [{ id: 'a', parents: [] }, { id: 'b', parents: ['a'] }, squash];

  it('counts as applied when all that it replaces is', () => {
    expect(statuses(files, ['a', 'b'])).toEqual({ a: 'applied', b: 'applied', s: 'applied' });
    expect(statuses([squash], ['a', 'b'])).toEqual({ s: 'applied' });
  });

  it('is run in place of what it replaces when nothing of that is applied', () => {
    expect(statuses(files, [])).toEqual({ s: 'pending' });
  });

  it('waits for the rest of what it replaces, and cannot be run when that is gone', () => {
    expect(statuses(files, ['a'])).toEqual({ a: 'applied', b: 'pending' });
    expect(statuses([squash], ['a'])).toEqual({ s: 'partially-applied' });
  });
});

describe('a baseline', () => {
  const row = { id: '2', status: 'baseline' as const };

  it('stands for all that lies below it, in the repository or not', () => {
    expect(statuses(['1', '2', '3'], [row])).toEqual({ 1: 'baseline', 2: 'baseline', 3: 'pending' });
    expect(statuses(['1', '3'], [row])).toEqual({ 1: 'baseline', 2: 'baseline', 3: 'pending' });
  });

  it('stands for itself alone where each migration is recorded by itself', () => {
    expect(statuses(['1', '2', '3'], [row], { baseline: 'itself' })).toMatchObject({ 1: 'out-of-order' });
  });

  it('of the repository is run in an empty history, and in no other', () => {
    const files = ['1', '2', { id: '3', kind: 'baseline' as const }, '4'];
    expect(statuses(files, [])).toEqual({ 1: 'baseline', 2: 'baseline', 3: 'pending', 4: 'pending' });
    expect(statuses(files, ['1', '2'])).toEqual({ 1: 'applied', 2: 'applied', 3: 'baseline', 4: 'pending' });
  });
});

it('finds rows under all ids that a tool may have written, and leaves out what is none of the repository', () => {
  const keys = ({ id }: Migration) => [id, `${id}.ts`];
  const own = ({ id }: Recorded) => !id.startsWith('auth.');
  expect(statuses(['1', '2'], ['1.ts', '2', 'auth.0001_initial'], { keys, own })).toEqual({
    1: 'applied',
    2: 'applied',
  });
});

it('a history without a project is told by itself', () => {
  const standing = reconcile(null, historyOf(['1', { id: '2', status: 'failed' }]));
  expect(statusesOf(standing)).toEqual({ 1: 'applied', 2: 'failed' });
  expect(standing.heads).toEqual(['1']);
});

it('sets 50,000 migrations beside as many rows in less than four seconds on a busy machine', () => {
  const ids = Array.from({ length: 50_000 }, (_, at) => String(at + 1));
  const began = performance.now();
  reconcile(projectOf(ids), historyOf(ids.filter((_, at) => at % 3 > 0)), plain);
  reconcile(projectOf(ids), historyOf([{ id: '40000', status: 'baseline' }]), plain);
  expect(performance.now() - began).toBeLessThan(4000);
});
