import { expect, it } from 'vitest';
import { bothSides, projects, repositoryOf } from '../../../histories/read.ts';
import { expectSameSchema } from '../../../histories/same-schema.ts';
import { statuses } from '../../../histories/statuses.ts';

const applied = {
  '1704099600000_users': 'applied',
  '1706778000000_change': 'applied',
  '1709283600000_notes': 'applied',
  '20240401090000000_age': 'applied',
};

it('reads from pgm the schema that node-pg-migrate itself makes, in the order of its times', async () => {
  const both = await bothSides('node-pg-migrate', 'up-to-date');
  expect(statuses(both)).toEqual(applied);
  const { project } = both;
  expect(project).toMatchObject({ directory: 'db/migrations', table: 'ops.applied', transaction: 'all', problems: [] });
  expect(project.migrations.map(({ id }) => id)).toEqual(Object.keys(applied));
  expect(project.migrations.filter(({ opaque }) => opaque)).toEqual([]);
  expect(project.migrations.at(-1)).toMatchObject({ outsideTransaction: true, order: '1711962000000' });
  // As the server's clock says it: the column has no zone.
  expect(both.history?.recorded[0]?.appliedAt).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  await expectSameSchema(project, both.database, ['applied']);
});

it('says with node-pg-migrate what is pending', async () => {
  const pending = await bothSides('node-pg-migrate', 'pending');
  expect(statuses(pending)).toEqual({ ...applied, '1714554000000_motto': 'pending' });
  expect(pending.said['dry run']?.match(/^> - .*/gm)).toEqual(['> - 1714554000000_motto']);
  expect(statuses(await bothSides('node-pg-migrate', 'failed'))).toEqual({
    ...applied,
    '1714554000000_motto': 'pending',
    '1714555000000_bad': 'pending',
  });
});

it('finds before node-pg-migrate does what it would refuse to run', async () => {
  const late = await bothSides('node-pg-migrate', 'out-of-order');
  expect(statuses(late)).toEqual({ ...applied, '1707000000000_late': 'out-of-order' });
  expect(late.said.up).toContain('Not run migration 1707000000000_late is preceding');
  const deleted = await bothSides('node-pg-migrate', 'deleted');
  expect(statuses(deleted)).toEqual({ ...applied, '1709283600000_notes': 'missing-from-repository' });
  expect(deleted.said.up).toContain('is preceding already run migration 1709283600000_notes');
});

it('takes of SQL files only what runs forward, and finds them by their comment', async () => {
  const [project] = await projects(
    'node-pg-migrate',
    repositoryOf({
      'migrations/1_a.sql': '-- Up Migration\nCREATE TABLE a ();\n-- Down Migration\nDROP TABLE a;\n',
      'migrations/2_b.sql': '-- Down Migration\nDROP TABLE b;\n-- Up Migration\nCREATE TABLE b ();\n',
    }),
  );
  expect(project?.migrations).toMatchObject([
    { id: '1_a', sql: [{ line: 1, text: expect.not.stringContaining('DROP') }] },
    { id: '2_b', sql: [{ line: 3, text: '-- Up Migration\nCREATE TABLE b ();\n' }] },
  ]);
});
