import { expect, it } from 'vitest';
import { bothSides, projects, repositoryOf } from '../../../histories/read.ts';
import { expectSameSchema } from '../../../histories/same-schema.ts';
import { statuses } from '../../../histories/statuses.ts';

const applied = { '1704099600000_users': 'applied', '1706778000000_change': 'applied' };

it('reads from the builders the schema that Kysely itself makes of them', async () => {
  const both = await bothSides('kysely', 'up-to-date');
  expect(statuses(both)).toEqual(applied);
  expect(both.said.list).not.toContain('[ ]');
  expect(both.project).toMatchObject({ directory: 'src/migrations', transaction: 'all', problems: [] });
  expect(both.project.migrations.filter(({ opaque }) => opaque)).toEqual([]);
  expect(both.history?.recorded[0]?.appliedAt).toMatch(/^20\d\d-.*Z$/);
  await expectSameSchema(both.project, both.database, ['kysely_migration', 'kysely_migration_lock']);
});

it('says with Kysely what is pending, also after a failure, of which nothing is left', async () => {
  const pending = await bothSides('kysely', 'pending');
  expect(statuses(pending)).toEqual({ ...applied, '1709283600000_motto': 'pending' });
  expect(pending.said.list?.match(/\[ \] .*/g)).toEqual(['[ ] 1709283600000_motto']);
  const failed = await bothSides('kysely', 'failed');
  expect(statuses(failed)).toEqual({ ...applied, '1709283600000_motto': 'pending', '1709290000000_bad': 'pending' });
  expect(failed.said.list?.match(/\[ \] .*/g)).toHaveLength(2);
});

it('finds before Kysely does what it would refuse to run: one out of order, one that is gone', async () => {
  const late = await bothSides('kysely', 'out-of-order');
  expect(statuses(late)).toEqual({ ...applied, '1705000000000_motto': 'out-of-order' });
  expect(late.said.latest).toContain('1705000000000_motto was found in its place');
  const deleted = await bothSides('kysely', 'deleted');
  expect(statuses(deleted)).toEqual({ ...applied, '1706778000000_change': 'missing-from-repository' });
  expect(deleted.said.latest).toContain('1706778000000_change is missing');
});

it('takes for nothing what is never executed, and for opaque what is not certain', async () => {
  const [project] = await projects(
    'kysely',
    repositoryOf({
      'migrations/1.ts': `import { Kysely, sql } from 'kysely';
export async function up(db: Kysely<any>) {
  db.schema.dropTable('never_executed');
  await sql\`drop table \${sql.table('a')}\`.execute(db);
  await db.updateTable('a').set({ b: 1 }).execute();
  await db.schema.dropIndex('i').ifExists().cascade().execute();
}`,
      'migrations/helper.ts': `import type { Kysely } from 'kysely'; export const names = ['a'];`,
    }),
  );
  expect(project?.migrations).toMatchObject([
    { id: '1', opaque: true, sql: [{ line: 6, text: 'DROP INDEX IF EXISTS "i" CASCADE' }] },
  ]);
});
