import { expect, it } from 'vitest';
import { bothSides, projects, repositoryOf } from '../../../histories/read.ts';
import { expectSameSchema } from '../../../histories/same-schema.ts';
import { statuses } from '../../../histories/statuses.ts';

it('joins classes with rows, and comes to the schema that TypeORM made', async () => {
  const both = await bothSides('typeorm', 'up-to-date');
  expect(statuses(both)).toEqual({
    Users1704099600000: 'applied',
    AddColumns1706778000000: 'applied',
    NickConcurrently1709283600000: 'applied',
  });
  const { project } = both;
  expect(project).toMatchObject({
    directory: 'src/migrations',
    transaction: 'each',
    problems: [],
    migrations: [{ sql: [{ line: 17 }, { line: 18 }] }, { file: 'columns.js' }, { outsideTransaction: true }],
  });
  expect(project.migrations.filter(({ opaque }) => opaque)).toEqual([]);
  await expectSameSchema(project, both.database, ['migrations', 'typeorm_metadata']);
});

it('says with TypeORM what is not applied, and beyond it what the repository lost', async () => {
  const both = await bothSides('typeorm', 'pending');
  expect(statuses(both)).toEqual({
    Users1704099600000: 'applied',
    Motto1704186000000: 'out-of-order',
    NickConcurrently1709283600000: 'applied',
    Motto1711962000000: 'pending',
    AddColumns1706778000000: 'missing-from-repository',
  });
  expect(both.said.show?.match(/^\[ \] .*$/gm)).toEqual(['[ ] Motto1704186000000', '[ ] Motto1711962000000']);
  expect(both.project.migrations.at(-1)?.sql).toMatchObject([{ line: 3, text: expect.stringContaining('"motto"') }]);
});

it('knows that the ones before a failed migration stayed, and nothing of the failure: TypeORM writes none down', async () => {
  const both = await bothSides('typeorm', 'failed');
  expect(statuses(both)).toMatchObject({ Motto1711962000000: 'applied', Motto1714554000000: 'pending' });
  expect(both.said.show).toContain('[ ] Motto1714554000000');
});

it('reads TypeScript as typeorm generates it, the name of a property before that of the class, and table and mode', async () => {
  const [project] = await projects(
    'typeorm',
    repositoryOf({
      'src/data-source.ts': `export const AppDataSource = new DataSource({ type: 'postgres', migrations: [__dirname + '/migrations/*.ts'],
  migrationsTableName: 'applied', migrationsTransactionMode: 'none' });`,
      'src/migrations/b.ts': `import { MigrationInterface, QueryRunner } from "typeorm";
export class B implements MigrationInterface {
    name = 'B1704186000000'
    public async up(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(\`ALTER TABLE "a" ADD "b" text\`);
        await queryRunner.query('UPDATE a SET b = $1', [1]);
    }
    public async down(queryRunner: QueryRunner): Promise<void> {}
}
export class A1704099600000 implements MigrationInterface { async up(q: QueryRunner) { await q.createTable(new Table({})); } }
export class NoTime implements MigrationInterface { async up(q: QueryRunner) {} }`,
    }),
  );
  expect(project).toMatchObject({ table: 'applied', transaction: 'none' });
  expect(project?.migrations).toMatchObject([
    { id: 'A1704099600000', order: '1704099600000', opaque: true },
    { id: 'B1704186000000', opaque: true, sql: [{ line: 5, text: 'ALTER TABLE "a" ADD "b" text' }] },
  ]);
  expect(project?.problems).toEqual([
    { file: 'src/migrations/b.ts', line: 11, message: expect.stringContaining('NoTime') },
  ]);
});
