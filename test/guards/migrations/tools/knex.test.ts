import { expect, it } from 'vitest';
import { bothSides, projects, repositoryOf } from '../../../histories/read.ts';
import { expectSameSchema } from '../../../histories/same-schema.ts';
import { statuses } from '../../../histories/statuses.ts';

const applied = {
  '20240101090000_users.js': 'applied',
  '20240201090000_orders.js': 'applied',
  '20240301090000_change_users.js': 'applied',
  '20240401090000_orders_due.js': 'applied',
};

it('reads from the builders the schema that knex itself makes of them', async () => {
  const { project, history, database: shop } = await bothSides('knex', 'up-to-date');
  expect(statuses({ project, history })).toEqual(applied);
  expect(project).toMatchObject({ directory: 'db/migrations', problems: [], transaction: 'all' });
  expect(project.migrations.filter(({ opaque }) => opaque)).toEqual([]);
  expect(project.migrations.filter(({ outsideTransaction }) => outsideTransaction)).toMatchObject([
    { id: '20240401090000_orders_due.js', sql: [{ line: 1 }] },
  ]);
  await expectSameSchema(project, shop, ['knex_migrations', 'knex_migrations_lock']);
});

it.each([
  ['pending', { ...applied, '20240501090000_motto.js': 'pending' }],
  ['out-of-order', { ...applied, '20240215090000_motto.js': 'out-of-order' }],
  ['failed', { ...applied, '20240501090000_motto.js': 'pending', '20240601090000_bad.js': 'pending' }],
])('says with knex what is %s', async (scenario, expected) => {
  const both = await bothSides('knex', scenario);
  expect(statuses(both)).toEqual(expected);
  const open = Object.keys(expected).filter((id) => expected[id as keyof typeof expected] !== 'applied');
  const [, listed = ''] = both.said.list?.split(/Found \d+ Pending Migration file\/files\.\n/) ?? [];
  expect(listed.trim().split('\n').toSorted()).toEqual(open.toSorted());
  expect(both.history?.lock).toBeNull();
});

it('finds the files that knex calls missing, also where one was only renamed', async () => {
  const deleted = await bothSides('knex', 'deleted');
  expect(deleted.said.list).toContain('files are missing: 20240401090000_orders_due.js');
  expect(statuses(deleted)).toEqual({ ...applied, '20240401090000_orders_due.js': 'missing-from-repository' });
  expect(statuses(await bothSides('knex', 'renamed'))).toMatchObject({
    '20240401090000_orders_due.js': 'missing-from-repository',
    '20240401090000_orders_due_date.js': 'pending',
  });
});

it('sees the lock that a killed process left, and knows no more of it than the table', async () => {
  const { history, said } = await bothSides('knex', 'locked');
  expect(said.latest).toContain('Migration table is already locked');
  expect(history?.lock).toEqual({ since: null, by: null });
});

it('finds the table and the directory that the production environment of the knexfile names', async () => {
  const { project, history } = await bothSides('knex', 'own-table');
  expect(project).toMatchObject({ table: 'ops.knex_log', directory: 'db/migrations' });
  expect(history?.recorded).toMatchObject([
    { id: '20240101090000_users.js', appliedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
  ]);
});

it('takes for certain only what is run once, whatever happens', async () => {
  const [project] = await projects(
    'knex',
    repositoryOf({
      'migrations/1.ts': `import type { Knex } from 'knex';
export async function up(knex: Knex): Promise<void> {
  knex.raw('DROP TABLE not_awaited');
  await knex.schema.dropTable('certain');
  if (process.env.X) await knex.schema.dropTable('perhaps');
  for (const t of ['a', 'b']) await knex.schema.dropTable(t);
  await knex('users').update({ admin: false });
  if (await knex.schema.hasTable('x')) return;
  await knex.schema.dropTable('after_the_return');
}`,
      'migrations/2.js': `exports.up = (knex) => knex.schema.dropTable('a').then(() => knex.raw(\`DROP TABLE \${name}\`));`,
      'migrations/3.js': `exports.up = (knex) => {\n<<<<<<< HEAD\n  return knex.raw('a');\n=======\n>>>>>>> b\n};`,
      'migrations/4.js': `exports.up = (knex) => knex.raw('DROP TABLE`,
      'migrations/5.coffee': `exports.up = (knex) -> knex.schema.dropTable 'a'`,
    }),
  );
  expect(project?.migrations).toMatchObject([
    { id: '1.ts', opaque: true, sql: [{ line: 4, text: 'DROP TABLE "certain"' }] },
    { id: '2.js', opaque: true, sql: [{ line: 1, text: 'DROP TABLE "a"' }] },
    { id: '3.js', opaque: true, sql: [] },
    { id: '4.js', opaque: true, sql: [] },
    { id: '5.coffee', opaque: true, sql: [] },
  ]);
  expect(project?.problems).toEqual([
    { file: 'migrations/3.js', line: 2, message: expect.stringContaining('merge conflict') },
    { file: 'migrations/4.js', line: 1, message: expect.stringContaining('cannot be read as JavaScript') },
  ]);
});

it('takes several directories for one project, in the order of the names', async () => {
  const [project, ...more] = await projects(
    'knex',
    repositoryOf({
      'knexfile.js': `module.exports = { client: 'pg', migrations: { directory: ['./a/migrations', './b/migrations'] } };`,
      'a/migrations/2_x.js': `exports.up = (knex) => knex.raw('SELECT 1');`,
      'b/migrations/1_y.js': `exports.up = (knex) => knex.raw('SELECT 2');`,
    }),
  );
  expect(more).toEqual([]);
  expect(project?.migrations.map(({ id, file }) => [id, file])).toEqual([
    ['1_y.js', 'b/migrations/1_y.js'],
    ['2_x.js', 'a/migrations/2_x.js'],
  ]);
});
