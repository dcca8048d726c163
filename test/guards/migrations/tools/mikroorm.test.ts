import { expect, it } from 'vitest';
import { bothSides, projects, repositoryOf } from '../../../histories/read.ts';
import { expectSameSchema } from '../../../histories/same-schema.ts';
import { statuses } from '../../../histories/statuses.ts';

it('finds its table in the schema that the configuration names, and comes to the schema that MikroORM made', async () => {
  const both = await bothSides('mikroorm', 'up-to-date');
  expect(statuses(both)).toEqual({ Migration20240101090000: 'applied', Migration20240201090000_by_email: 'applied' });
  expect(both.project).toMatchObject({
    directory: 'src/migrations',
    table: 'ops.orm_migrations',
    transaction: 'all',
    problems: [],
    migrations: [{ sql: [{ line: 8 }, { line: 10 }] }, { outsideTransaction: true, sql: [{ line: 7 }] }],
  });
  expect(both.history?.recorded[0]?.appliedAt).toMatch(/^20\d\d-.*Z$/);
  await expectSameSchema(both.project, both.database, ['orm_migrations']);
});

it('says with MikroORM what is pending, also where an old row still has the ending of its file', async () => {
  const both = await bothSides('mikroorm', 'pending');
  expect(statuses(both)).toEqual({
    Migration20240101090000: 'applied',
    Migration20240115090000: 'out-of-order',
    Migration20240301090000: 'pending',
    Migration20240201090000_by_email: 'missing-from-repository',
  });
  expect(both.said.pending?.match(/Migration\d+/g)).toEqual(['Migration20240115090000', 'Migration20240301090000']);
});

it('knows that nothing stays of a batch that failed', async () => {
  const both = await bothSides('mikroorm', 'failed');
  expect(statuses(both)).toMatchObject({ Migration20240301090000: 'pending', Migration20240401090000: 'pending' });
  expect(both.said.pending?.match(/Migration\d+/g)).toEqual(['Migration20240301090000', 'Migration20240401090000']);
});

it('takes pathTs, and what is not one text is opaque', async () => {
  const [project] = await projects(
    'mikroorm',
    repositoryOf({
      'mikro-orm.config.ts': `export default defineConfig({ migrations: { path: 'dist/m', pathTs: 'src/m', allOrNothing: false } });`,
      'src/m/Migration20240101090000.ts': `import { Migration } from '@mikro-orm/migrations';
export class Migration20240101090000 extends Migration {
  override async up(): Promise<void> {
    this.addSql('drop table "a";');
    const knex = this.getKnex();
    this.addSql(knex.raw('drop table "b"').toQuery());
  }
}`,
      'src/m/.snapshot-shop.json': '{}',
    }),
  );
  expect(project).toMatchObject({
    directory: 'src/m',
    transaction: 'each',
    migrations: [{ id: 'Migration20240101090000', opaque: true, sql: [{ line: 4, text: 'drop table "a";' }] }],
  });
});
