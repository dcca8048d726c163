import { expect, it } from 'vitest';
import { bothSides, projects, repositoryOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';
import { database } from '../../../support/database.ts';

const applied = {
  'db/changelog/db.changelog-master.xml::1::ann': 'applied',
  'db/changelog/more.yaml::2::bob': 'applied',
  'db/changelog/sql/a.sql::view::cid': 'applied',
  'db/changelog/sql/a.sql::index::cid': 'applied',
};

it('follows XML, YAML and SQL in the order of their includes, and leaves out what is for other databases', async () => {
  const both = await bothSides('liquibase', 'up-to-date');
  expect(statuses(both)).toEqual(applied);
  const { project } = both;
  expect(project).toMatchObject({ directory: 'src/main/resources/db/changelog', problems: [] });
  expect(project.migrations).toMatchObject([
    { file: 'db.changelog-master.xml', sql: [{ line: 4 }] },
    { file: 'more.yaml', sql: [{ line: 9 }, { line: 12 }, { line: 19, text: 'ALTER TABLE users ADD age int;\n' }] },
    { file: 'sql/a.sql', kind: 'repeatable', sql: [{ line: 4, text: expect.not.stringContaining('DROP VIEW') }] },
    { outsideTransaction: true },
  ]);
  expect(project.migrations.filter(({ opaque }) => opaque)).toEqual([]);
  expect(both.history?.lock).toBeNull();
});

it('makes of structured changes SQL that PostgreSQL runs, with the names as Liquibase writes them', async () => {
  const { project } = await bothSides('liquibase', 'up-to-date');
  const shop = await database();
  for (const { sql = [] } of project.migrations) for (const { text } of sql) await shop.query(text);
  const columns =
    await shop.query(`SELECT string_agg(attname || ' ' || format_type(atttypid, NULL) || ' ' || attnotnull, ', '
    ORDER BY attnum) AS all FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0`);
  expect(columns).toEqual([
    {
      all: 'id bigint true, email character varying true, isAdmin boolean false, note text false, nick character varying false, age integer false',
    },
  ]);
});

it('tells what was never run from what the repository lost, and what a precondition marked as run', async () => {
  const both = await bothSides('liquibase', 'pending');
  expect(statuses(both)).toEqual({
    'db/changelog/db.changelog-master.xml::1::ann': 'baseline',
    'db/changelog/more.yaml::2::bob': 'out-of-order',
    'db/changelog/sql/a.sql::view::cid': 'applied',
    'db/changelog/sql/a.sql::index::cid': 'applied',
    'db/changelog/old.xml::0::ann': 'missing-from-repository',
  });
});

it('says who holds the lock, and since when', async () => {
  const { history } = await bothSides('liquibase', 'locked');
  expect(history?.lock).toEqual({ since: '2024-03-02T08:00:00.000Z', by: 'ci-7 (10.0.0.7) "é"' });
});

it('reads structured changes where they are simple, and leaves open what depends on parameters or preconditions', async () => {
  const parameter = `\${schema}`;
  const [project] = await projects(
    'liquibase',
    repositoryOf({
      'liquibase.properties': 'changelog-file: db/root.json\n',
      'db/root.json': JSON.stringify({
        databaseChangeLog: [
          { include: { file: 'db/gone.xml' } },
          {
            changeSet: {
              id: 'a',
              author: 'b',
              changes: [
                { renameColumn: { tableName: 'T', oldColumnName: 'camelCase', newColumnName: 'B' } },
                { dropColumn: { tableName: 't', columnName: 'c' } },
                { addNotNullConstraint: { tableName: 't', columnName: 'd' } },
                { modifyDataType: { tableName: 't', columnName: 'e', newDataType: 'bigint' } },
                {
                  addForeignKeyConstraint: {
                    baseTableName: 't',
                    baseColumnNames: 'u_id',
                    constraintName: 'fk',
                    referencedTableName: 'u',
                    referencedColumnNames: 'id',
                    onDelete: 'CASCADE',
                  },
                },
                { sqlFile: { path: 'more.sql', relativeToChangelogFile: true } },
              ],
            },
          },
          { changeSet: { id: 'p', author: 'b', changes: [{ dropTable: { tableName: 't', schemaName: parameter } }] } },
          {
            changeSet: {
              id: 'c',
              author: 'b',
              preConditions: [{ onFail: 'MARK_RAN' }],
              changes: [{ loadData: { file: 'x.csv' } }, { dropTable: { tableName: 't' } }],
            },
          },
        ],
      }),
      'db/more.sql': 'SELECT 1;',
      'db/broken.changelog.xml': '<databaseChangeLog><changeSet',
    }),
  );
  expect(project?.migrations[0]?.sql?.map(({ text }) => text)).toEqual([
    'ALTER TABLE "t" RENAME COLUMN "camelCase" TO "b"',
    'ALTER TABLE "t" DROP COLUMN "c"',
    'ALTER TABLE "t" ALTER COLUMN "d" SET NOT NULL',
    'ALTER TABLE "t" ALTER COLUMN "e" TYPE BIGINT USING ("e"::BIGINT)',
    'ALTER TABLE "t" ADD CONSTRAINT "fk" FOREIGN KEY ("u_id") REFERENCES "u" ("id") ON DELETE CASCADE',
    'SELECT 1;',
  ]);
  expect(project?.migrations.slice(1)).toMatchObject([
    { id: 'db/root.json::p::b', opaque: true, sql: [] },
    { id: 'db/root.json::c::b', opaque: true, sql: [{ text: 'DROP TABLE "t"' }] },
  ]);
  expect(project?.problems).toEqual([
    { file: 'db/root.json', line: 1, message: 'it includes db/gone.xml, which is not in the repository' },
  ]);
});

it('throws for nothing that a changelog may hold', async () => {
  const files = {
    'a/changelog.xml': '<databaseChangeLog><changeSet id="1" author="a"><sql>&unknown;&#0;</sql>',
    'b/changelog.yaml': 'databaseChangeLog:\n  - changeSet: [1, {a: *b}]\n',
    'c/changelog.json': '{ "databaseChangeLog": [ { "changeSet": null }, 1 ] }',
    'd/changelog.xml': '<databaseChangeLog><include file="d/changelog.xml"/><includeAll path="d"/></databaseChangeLog>',
    'e/changelog.yaml': `databaseChangeLog: ${'['.repeat(5000)}`,
    'f/changelog.sql': '--liquibase formatted sql\n--changeset nobody\nSELECT 1;\n--changeset a:1\n',
    'g/changelog.xml': `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(100)}">${'<!ENTITY y "&x;&x;&x;&x;">'.repeat(20)}]><databaseChangeLog/>`,
    'h/changelog.xml': `${'<databaseChangeLog>'.repeat(5000)}`,
  };
  expect(await projects('liquibase', repositoryOf(files))).toMatchObject(expect.any(Array));
});
