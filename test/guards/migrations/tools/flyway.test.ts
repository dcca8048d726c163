import fc from 'fast-check';
import { expect, it } from 'vitest';
import { flywayChecksum } from '../../../../shared/guards/migrations/tools/flyway/checksum.ts';
import { compareVersions, versionOrder } from '../../../../shared/guards/migrations/tools/flyway/version.ts';
import { bothSides, projects, repositoryOf, rowOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';

it('compares versions as numbers, and takes of a repeatable the last row', async () => {
  const both = await bothSides('flyway', 'out-of-order');
  expect(statuses(both)).toEqual({ 1: 'applied', 1.9: 'out-of-order', '1.10': 'applied', R__names: 'applied' });
  expect(both.project).toMatchObject({
    directory: 'src/main/resources/db/migration',
    problems: [],
    migrations: [
      { id: '1', file: 'V1__create_users.sql' },
      { id: '1.9' },
      { id: '1.10', sql: [{ line: 1, text: 'ALTER TABLE users ADD name text;\n' }] },
      { id: 'R__names', kind: 'repeatable' },
    ],
  });
  expect(rowOf(both, '1')).toMatchObject({ by: 'deploy', durationMs: 18, appliedAt: '2024-03-01T12:00:00.500Z' });
});

it('tells an edited migration from a repeatable that is to run again', async () => {
  expect(statuses(await bothSides('flyway', 'edited'))).toEqual({
    1: 'applied',
    1.9: 'edited',
    '1.10': 'applied',
    R__names: 'pending',
  });
});

it('reads failures, what was undone, and what repair deleted', async () => {
  const both = await bothSides('flyway', 'failed');
  expect(statuses(both)).toEqual({
    1: 'applied',
    1.9: 'failed',
    '1.10': 'pending',
    R__names: 'pending',
    0.7: 'missing-from-repository',
  });
  expect(rowOf(both, '1.10').status).toBe('rolled-back');
});

it('takes what lies at or below a baseline for done, in the table that flyway.toml names', async () => {
  const both = await bothSides('flyway', 'baseline');
  expect(both.project.table).toBe('ops.applied');
  expect(statuses(both)).toMatchObject({ 1: 'baseline', 1.9: 'baseline', '1.10': 'pending', R__names: 'pending' });
});

it('computes the checksum over lines without their ends and without a byte order mark', () => {
  // Published: the CRC-32 of 123456789 is cbf43926.
  expect(flywayChecksum('123456789')).toBe(String(0xcbf43926 | 0));
  expect(flywayChecksum('123\r\n456\n\r789\r')).toBe(String(0xcbf43926 | 0));
  expect(flywayChecksum('\uFEFF123456789')).toBe(String(0xcbf43926 | 0));
  expect(flywayChecksum('')).toBe('0');
});

it('orders versions as Flyway compares them', () => {
  const version = fc.array(fc.nat(120), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(version, version, (one, other) => {
      const [first, second] = [one, other].map((text) =>
        [...text.split('.').map(Number), 0, 0, 0, 0, 0, 0].slice(0, 6),
      );
      const at = first?.findIndex((part, index) => part !== second?.[index]) ?? -1;
      const expected = at < 0 ? 0 : Math.sign((first?.[at] ?? 0) - (second?.[at] ?? 0));
      expect(compareVersions(one, other)).toBe(expected);
      const [a, b] = [versionOrder(one), versionOrder(other)];
      expect(a === b ? 0 : a < b ? -1 : 1).toBe(expected);
    }),
  );
});

const placeholder = (name: string) => `\${${name}}`;

it('knows settings, placeholders, what runs outside a transaction, and two files of one version', async () => {
  const [project] = await projects(
    'flyway',
    repositoryOf({
      'flyway.conf': 'flyway.locations=filesystem:sql\nflyway.sqlMigrationPrefix=M\nflyway.placeholders.owner=app\n',
      'sql/M1__a.sql': `ALTER TABLE a OWNER TO ${placeholder('owner')};`,
      'sql/sub/M2__b.sql': `ALTER TABLE a OWNER TO ${placeholder('unknown')};`,
      'sql/M3__c.sql': 'CREATE INDEX CONCURRENTLY i ON a (b);',
      'sql/M4__d.sql': 'SELECT 1;',
      'sql/M4__d.sql.conf': 'executeInTransaction=false',
      'sql/M04.0__again.sql': 'SELECT 1;',
      'sql/R__v.sql': `SELECT ${placeholder('owner')};`,
    }),
  );
  expect(project?.migrations.map(({ id, opaque, outsideTransaction }) => [id, opaque, outsideTransaction])).toEqual([
    ['1', undefined, undefined],
    ['2', true, undefined],
    ['3', undefined, true],
    ['4', undefined, undefined],
    ['4', undefined, true],
    ['R__v', undefined, undefined],
  ]);
  expect(project?.migrations[0]?.sql?.[0]?.text).toBe('ALTER TABLE a OWNER TO app;');
  expect(project?.migrations[5]?.checksums).toBeUndefined();
  expect(project?.problems).toMatchObject([
    { file: 'sql/M4__d.sql', message: expect.stringContaining('refuses both') },
  ]);
});

it('reads what a Spring application says of Flyway', async () => {
  const yaml =
    'spring:\n  datasource:\n    url: x\n  flyway:\n    locations:\n      - classpath:sql/pg\n    table: "applied"\nserver:\n  port: 1\n';
  const sql = 'SELECT 1;';
  const files = { 'src/main/resources/application.yml': yaml, 'src/main/resources/sql/pg/V1__a.sql': sql };
  expect(await projects('flyway', repositoryOf(files))).toMatchObject([
    { directory: 'src/main/resources/sql/pg', table: 'applied', migrations: [{ id: '1' }] },
  ]);
});

it('takes the directories that one file of settings names for one history', async () => {
  const resources = 'src/main/resources';
  const files = {
    [`${resources}/db/scripts/common/V1__a.sql`]: 'SELECT 1;',
    [`${resources}/db/scripts/postgresql/V2__b.sql`]: 'SELECT 1;',
    [`${resources}/db/scripts/mysql/V2__b.sql`]: 'SELECT 1;',
    [`${resources}/db/data/V900__samples.sql`]: 'SELECT 1;',
    [`${resources}/application-dev.properties`]:
      'spring.flyway.locations=classpath:db/scripts/common,classpath:db/data',
    [`${resources}/application.properties`]:
      'spring.flyway.locations=classpath:db/scripts/common,classpath:db/scripts/{vendor}',
  };
  const both = Object.entries(files).flatMap(([path, text]) => [
    [`orders/${path}`, text],
    [`users/${path}`, text],
  ]);
  const read = await projects('flyway', repositoryOf(Object.fromEntries(both)));
  const main = (home: string) => ({
    directory: `${home}/${resources}/db/scripts`,
    problems: [],
    migrations: [{ file: 'common/V1__a.sql' }, { file: 'postgresql/V2__b.sql' }],
  });
  expect(read).toMatchObject([main('orders'), main('users')]);
});

it('leaves out the folders of other databases beside that of PostgreSQL', async () => {
  const files = ['h2', 'mysql', 'oracle', 'postgresql'].map((name) => [`db/migration/${name}/V1__a.sql`, '']);
  expect(await projects('flyway', repositoryOf(Object.fromEntries(files)))).toMatchObject([
    { directory: 'db/migration', problems: [], migrations: [{ file: 'postgresql/V1__a.sql' }] },
  ]);
  const apart = ['sql/h2/V1__a.sql', 'sql/postgres/V1__a.sql'].map((name) => [name, '']);
  expect((await projects('flyway', repositoryOf(Object.fromEntries(apart)))).map(({ directory }) => directory)).toEqual(
    ['sql/postgres'],
  );
});
