import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { History } from '../../../../shared/guards/migrations/history.ts';
import { rowWith } from '../../../../shared/guards/migrations/tools/row.ts';
import { historyOf, projects, repositoryOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';
import { database } from '../../../support/database.ts';

// Files with the atlas.sum that Atlas itself wrote: ariga/atlas: cmd/atlas/internal/migrate/testdata/broken
const theirs = {
  'm/1.sql': 'CREATE TABLE `users` (`id` int NOT NULL PRIMARY KEY);',
  'm/2.sql': 'ALTER TABLE `users` ADD COLUMN `happy` boolean NOT NULL DEFAULT true;',
  'm/3.sql': 'CREATE TABLE `pets` (`id` int NOT NULL PRIMARY KEY);\nTHIS LINE ADDS A SYNTAX ERROR;',
  'm/atlas.sum': `h1:0YTkvowN+aAuYuJY5ZANPAq6QAZ0wAXunU9sUXsuZcI=
1.sql h1:twN+zPVp8JzWEUcPPfNIT6/62Wa08dfxxZhT4gZxBzg=
2.sql h1:KHLlrSPwSjbp4+KrpQHwYZf8zlSIiAR7MS3H2yd1yeE=
3.sql h1:iTKab5MEzWsTdVVDkCUWmateRs9XRNpal/cxqlCYsmQ=
`,
};

const none: History = {
  tool: 'atlas',
  table: 'a.b',
  schema: 'a',
  keeps: 'all',
  recorded: [],
  lock: null,
  environment: null,
};

async function problemsOf(files: Record<string, string>) {
  const [project] = await projects('atlas', repositoryOf(files));
  return project?.problems.map(({ line, message }) => [line, message.replace(/;.*/, '')]);
}

it('computes the checksums that Atlas computed', async () => {
  const [project] = await projects('atlas', repositoryOf(theirs));
  expect(project?.problems).toEqual([]);
  expect(project?.migrations.map(({ id, checksums }) => [id, checksums])).toEqual([
    ['1', ['twN+zPVp8JzWEUcPPfNIT6/62Wa08dfxxZhT4gZxBzg=']],
    ['2', ['KHLlrSPwSjbp4+KrpQHwYZf8zlSIiAR7MS3H2yd1yeE=']],
    ['3', ['iTKab5MEzWsTdVVDkCUWmateRs9XRNpal/cxqlCYsmQ=']],
  ]);
});

it('says which file differs from atlas.sum, and how', async () => {
  const { 'm/2.sql': second, ...rest } = theirs;
  expect(await problemsOf({ ...theirs, 'm/2.sql': `${second} ` })).toEqual([
    [3, '2.sql was edited after it was written'],
  ]);
  expect(await problemsOf(rest)).toEqual([[3, '2.sql was removed after it was written']]);
  expect(await problemsOf({ ...theirs, 'm/1a.sql': '' })).toEqual([[3, '1a.sql was added after it was written']]);
  expect(await problemsOf({ ...theirs, 'm/4.sql': '' })).toEqual([[5, '4.sql was added after it was written']]);
  const sum = theirs['m/atlas.sum'];
  expect(await problemsOf({ ...theirs, 'm/atlas.sum': sum.replace('KHL', 'XXX') })).toEqual([
    [1, 'its lines were changed by hand'],
  ]);
  expect(await problemsOf({ ...theirs, 'm/atlas.sum': `${sum}x\n` })).toEqual([[5, 'this is no line of atlas.sum']]);
  expect(await problemsOf({ ...theirs, 'm/atlas.sum': '' })).toEqual([[1, 'its lines were changed by hand']]);
  expect(await problemsOf({ ...theirs, 'm/atlas.sum': `<<<<<<< HEAD\n${sum}=======\n>>>>>>> b\n` })).toEqual([
    [1, expect.stringContaining('merge conflict')],
  ]);
});

it('leaves a file that says so out of atlas.sum, and knows checkpoints and what runs without a transaction', async () => {
  const files = {
    '1_a.sql': '-- atlas:txmode none\n\nCREATE INDEX CONCURRENTLY i ON t (a);\n',
    '2_b.sql': '-- atlas:sum ignore\nSELECT 1;\n',
    '3_c.sql': '-- atlas:checkpoint\n\nCREATE TABLE t (a int);\n',
    '4_d.sql': '-- atlas:txmode none\nSELECT 1; -- no empty line: a comment of the statement\n',
  };
  const running = createHash('sha256');
  const sums = Object.entries(files).flatMap(([name, text]) => {
    running.update(name);
    if (name === '2_b.sql') return [];
    return [[name, running.update(text).copy().digest('base64')]];
  });
  const total = createHash('sha256').update(sums.flat().join('')).digest('base64');
  const sum = [`h1:${total}`, ...sums.map(([name, hash]) => `${name} h1:${hash}`), ''].join('\n');
  const all = { ...files, 'atlas.sum': sum };
  const [project] = await projects(
    'atlas',
    repositoryOf(Object.fromEntries(Object.entries(all).map(([name, text]) => [`m/${name}`, text]))),
  );
  expect(project?.problems).toEqual([]);
  expect(project?.migrations).toMatchObject([
    { id: '1', outsideTransaction: true },
    { id: '2' },
    { id: '3', kind: 'baseline' },
    { id: '4' },
  ]);
  expect(project?.migrations.map(({ outsideTransaction = false }) => outsideTransaction)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

// The table: ariga/atlas: cmd/atlas/internal/migrate/ent/migrate/schema.go, as ent creates it on PostgreSQL.
it('reads what is applied, in part, failed, resolved by hand and a baseline, and none of its own notes', async () => {
  const shop = await database(`
    CREATE SCHEMA atlas_schema_revisions;
    CREATE TABLE atlas_schema_revisions.atlas_schema_revisions (
      version character varying NOT NULL PRIMARY KEY, description character varying NOT NULL,
      type bigint NOT NULL DEFAULT 2, applied bigint NOT NULL DEFAULT 0, total bigint NOT NULL DEFAULT 0,
      executed_at timestamptz NOT NULL, execution_time bigint NOT NULL, error text, error_stmt text,
      hash character varying NOT NULL, partial_hashes jsonb, operator_version character varying NOT NULL
    );
    INSERT INTO atlas_schema_revisions.atlas_schema_revisions VALUES
      ('.atlas_cloud_identifier', 'x', 2, 0, 0, '2024-01-01', 0, '', '', '', 'null', 'v'),
      ('1', 'a', 1, 0, 0, '2024-01-01 00:00:00+00', 0, NULL, NULL, '', 'null', 'v'),
      ('2', 'b', 2, 2, 2, '2024-01-02 03:04:05+00', 2500000, '', '', 'KHLl', 'null', 'v'),
      ('3', 'c', 2, 1, 3, '2024-01-03', 1, 'pq: boom', 'SELECT 1/0', 'x', '["h1:x"]', 'v'),
      ('4', 'd', 2, 0, 1, '2024-01-04', 1, 'pq: boom', 'SELECT 1/0', 'x', 'null', 'v'),
      ('5', 'e', 6, 0, 1, '2024-01-05', 1, 'pq: boom', 'SELECT 1/0', 'x', 'null', 'v')`);
  const history = await historyOf('atlas', shop);
  expect(history?.recorded.map(({ id, status, detail }) => [id, status, detail])).toEqual([
    ['1', 'baseline', null],
    ['2', 'applied', null],
    ['3', 'partially-applied', '1 of 3 statements are applied: pq: boom: SELECT 1/0'],
    ['4', 'failed', '0 of 1 statements are applied: pq: boom: SELECT 1/0'],
    ['5', 'applied', null],
  ]);
  expect(history?.recorded[1]).toMatchObject({
    appliedAt: '2024-01-02T03:04:05.000Z',
    durationMs: 2.5,
    checksum: 'KHLl',
  });
  const files = ['0_before', '1_a', '2_b', '2b_late', '3_c', '4_d', '5_e', '6_f'].map((name) => [`m/${name}.sql`, '']);
  const [project = null] = await projects('atlas', repositoryOf({ ...Object.fromEntries(files), 'm/atlas.sum': '' }));
  expect(statuses({ project, history })).toEqual({
    '0': 'baseline',
    '1': 'baseline',
    '2': 'applied',
    '2b': 'out-of-order',
    '3': 'partially-applied',
    '4': 'failed',
    '5': 'applied',
    '6': 'pending',
  });
});

it('knows the first file that was edited since it was applied, and blames none where another was put before it', async () => {
  const files = { 'm/1.sql': 'A;', 'm/2.sql': 'B;', 'm/3.sql': 'C;', 'm/atlas.sum': '' };
  const [original] = await projects('atlas', repositoryOf(files));
  const recorded = (original?.migrations ?? []).map(({ id, checksums: [checksum = null] = [] }) =>
    rowWith({ id, checksum, appliedAt: `2024-01-0${id}T00:00:00.000Z` }),
  );
  const history: History = { ...none, recorded };
  const read = async (changes: Record<string, string>, { without = '' } = {}) => {
    const changed = Object.entries({ ...files, ...changes }).filter(([name]) => name !== without);
    const [project = null] = await projects('atlas', repositoryOf(Object.fromEntries(changed)));
    return statuses({ project, history });
  };
  const applied = { '1': 'applied', '2': 'applied', '3': 'applied' };
  expect(await read({})).toEqual(applied);
  expect(await read({ 'm/1.sql': 'X;' })).toEqual({ ...applied, '1': 'edited' });
  expect(await read({ 'm/2.sql': 'X;' })).toEqual({ ...applied, '2': 'edited' });
  expect(await read({ 'm/1.sql': 'X;', 'm/3.sql': 'X;' })).toEqual({ ...applied, '1': 'edited' });
  expect(await read({ 'm/1a.sql': 'late' })).toEqual({ ...applied, '1a': 'out-of-order' });
  expect(await read({}, { without: 'm/2.sql' })).toEqual({ ...applied, '2': 'missing-from-repository' });
});
