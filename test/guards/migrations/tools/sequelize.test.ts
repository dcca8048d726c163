import { expect, it } from 'vitest';
import { bothSides, projects, repositoryOf } from '../../../histories/read.ts';
import { expectSameSchema } from '../../../histories/same-schema.ts';
import { statuses } from '../../../histories/statuses.ts';

it('reads from the calls of the query interface the schema that Sequelize itself makes of them', async () => {
  const both = await bothSides('sequelize', 'up-to-date');
  expect(statuses(both)).toEqual({
    '20240101090000-users.js': 'applied',
    '20240201090000-orders.js': 'applied',
    '20240301090000-change.js': 'applied',
  });
  expect(both.said.status).not.toContain('down ');
  const { project } = both;
  expect(project).toMatchObject({ directory: 'migrations', problems: [], transaction: 'none' });
  expect(project.migrations.filter(({ opaque }) => opaque)).toEqual([]);
  const texts = project.migrations.map(({ sql = [] }) => sql.map(({ text }) => text));
  expect(texts.map((all) => [all[0], all.at(-1)])).toMatchObject([
    [expect.stringContaining('CREATE TYPE'), expect.stringContaining('CREATE INDEX')],
    ['BEGIN', 'COMMIT'],
    ['BEGIN', 'COMMIT'],
  ]);
  await expectSameSchema(project, both.database, ['SequelizeMeta']);
});

it('says with sequelize-cli what is down, and beyond it what the repository lost', async () => {
  const both = await bothSides('sequelize', 'pending');
  expect(statuses(both)).toEqual({
    '20240101090000-users.js': 'applied',
    '20240102090000-late.js': 'out-of-order',
    '20240301090000-change.js': 'applied',
    '20240401090000-motto.js': 'pending',
    '20240201090000-orders.js': 'missing-from-repository',
  });
  expect(both.said.status?.match(/^down .*$/gm)).toEqual([
    'down 20240102090000-late.js',
    'down 20240401090000-motto.js',
  ]);
});

it('knows of a failed migration no more than Sequelize wrote down: it is still to be run', async () => {
  const both = await bothSides('sequelize', 'failed');
  expect(statuses(both)['20240401090000-half.js']).toBe('pending');
  expect(both.said.status).toContain('down 20240401090000-half.js');
});

it("reads Umzug's own storage with its times, and migrations that are given a context", async () => {
  const { project, history } = await bothSides('sequelize', 'umzug');
  expect(project).toMatchObject({
    directory: 'db/migrations',
    migrations: [{ id: '20240101090000-users.js', sql: [{ line: 3 }] }],
  });
  expect(history).toMatchObject({
    table: 'ops.SequelizeMeta',
    recorded: [{ id: '20240101090000-users.js', appliedAt: expect.stringMatching(/^20\d\d-.*Z$/) }],
  });
});

it('takes directory and table from .sequelizerc and the configuration of production', async () => {
  const [project, ...more] = await projects(
    'sequelize',
    repositoryOf({
      '.sequelizerc': `const path = require('path');
module.exports = { config: path.resolve('db', 'settings.json'), 'migrations-path': path.resolve('db', 'changes') };`,
      'db/settings.json': JSON.stringify({
        development: { migrationStorageTableName: 'x' },
        production: { migrationStorageTableName: 'applied', migrationStorageTableSchema: 'ops' },
      }),
      'db/changes/1-a.js': `module.exports = { up: (q) => q.dropTable('a', { cascade: true }) };`,
    }),
  );
  expect(more).toEqual([]);
  expect(project).toMatchObject({
    directory: 'db/changes',
    table: 'ops.applied',
    migrations: [{ id: '1-a.js', sql: [{ text: 'DROP TABLE IF EXISTS "a" CASCADE' }] }],
  });
});

it('leaves open what a failure would be swallowed in, and data that is written', async () => {
  const [project] = await projects(
    'sequelize',
    repositoryOf({
      'migrations/1.js': `module.exports = { async up(queryInterface, S) {
  try { await queryInterface.removeColumn('a', 'b'); } catch (e) { console.log(e); }
  await queryInterface.bulkInsert('a', [{ b: 1 }]);
  await queryInterface.addColumn('a', 'c', { type: S.GEOMETRY('POINT') });
  await queryInterface.sequelize.query('UPDATE a SET b = :b', { replacements: { b: 1 } });
  await queryInterface.dropTable('certain');
} };`,
    }),
  );
  expect(project?.migrations).toMatchObject([
    { opaque: true, sql: [{ line: 6, text: 'DROP TABLE IF EXISTS "certain"' }] },
  ]);
});
