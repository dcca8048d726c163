import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { historyOf, projects, repositoryOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';
import { database } from '../../../support/database.ts';

const cargo = { 'Cargo.toml': '[dependencies]\nsqlx = { version = "0.8", features = ["postgres"] }\n' };
const sha384 = (content: string | Uint8Array) => createHash('sha384').update(content).digest('hex');

// The table: launchbadge/sqlx: sqlx-postgres/src/migrate.rs. The sqlx command is not to be had here.
it('reads what is applied, edited, failed and missing, with times', async () => {
  const shop = await database(`
    CREATE TABLE _sqlx_migrations (
      version bigint PRIMARY KEY,
      description text NOT NULL,
      installed_on timestamptz NOT NULL DEFAULT now(),
      success boolean NOT NULL,
      checksum bytea NOT NULL,
      execution_time bigint NOT NULL
    );
    INSERT INTO _sqlx_migrations VALUES
      (1, 'a', '2024-01-02 03:04:05+00', true, '\\x${sha384('SELECT 1;')}', 1500000),
      (2, 'b', '2024-01-02', true, '\\x${sha384('as it was')}', -1),
      (20240101000000, 'c', '2024-01-02', false, '\\x${sha384('SELECT 3;')}', -1),
      (20240201000000, 'gone', '2024-01-02', true, '\\x00', 5)`);
  const history = await historyOf('sqlx', shop);
  expect(history?.recorded[0]).toMatchObject({ appliedAt: '2024-01-02T03:04:05.000Z', durationMs: 1.5 });
  expect(history?.recorded[1]?.durationMs).toBeNull();
  const names = { '1_a.sql': 'SELECT 1;', '0002_b.up.sql': 'SELECT 2;', '0002_b.down.sql': '', '3_new.sql': '' };
  const all = { ...names, '20240101000000_c.sql': 'SELECT 3;', '20240301000000_d.sql': '' };
  const repository = {
    ...cargo,
    ...Object.fromEntries(Object.entries(all).map(([name, text]) => [`migrations/${name}`, text])),
  };
  const [project = null] = await projects('sqlx', repositoryOf(repository));
  expect(statuses({ project, history })).toEqual({
    '1': 'applied',
    '2': 'edited',
    '3': 'out-of-order',
    '20240101000000': 'failed',
    '20240201000000': 'missing-from-repository',
    '20240301000000': 'pending',
  });
});

it.each([
  ['CRLF', 'SELECT 1;\r\n'],
  ['a BOM', '\uFEFFSELECT 1;'],
  ['other letters', "SELECT 'é 漢 😀';"],
  ['nothing', ''],
  ['no final newline', 'SELECT 1'],
])('takes the checksum of the bytes of a file with %s', async (_, text) => {
  const [project] = await projects('sqlx', repositoryOf({ ...cargo, 'migrations/1_a.sql': text }));
  expect(project?.migrations[0]?.checksums).toEqual([sha384(Buffer.from(text))]);
});

it('leaves out of the checksum what sqlx.toml says, and finds the table that it names', async () => {
  // The text and the characters of launchbadge/sqlx: sqlx-core/src/migrate/source.rs (checksum_with_ignored_chars).
  const toml = '[migrate]\ntable-name = "ops._migrations"\nignored-chars = [" ", "\\t", "\\r", "\\n", "\\uFEFF"]\n';
  const text = '\uFEFFcreate table comment (\r\n\tcomment_id uuid primary key\r\n);\r\n';
  const [project] = await projects('sqlx', repositoryOf({ 'db/sqlx.toml': toml, 'db/migrations/1_a.sql': text }));
  expect(project).toMatchObject({ directory: 'db/migrations', table: 'ops._migrations' });
  expect(project?.migrations[0]?.checksums).toEqual([sha384('createtablecomment(comment_iduuidprimarykey);')]);
});

it('knows what runs without a transaction, and what sqlx refuses', async () => {
  const [project] = await projects(
    'sqlx',
    repositoryOf({
      ...cargo,
      'migrations/1_a.sql': '-- no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a);',
      'migrations/2_b.sql': '\n-- no-transaction\nSELECT 1;',
      'migrations/2_twice.sql': '',
      'migrations/first_c.sql': '',
      'migrations/seed.sql': '',
    }),
  );
  expect(project?.migrations.map(({ id, outsideTransaction = false }) => [id, outsideTransaction])).toEqual([
    ['1', true],
    ['2', false],
  ]);
  expect(project?.problems.map(({ file, message }) => [file, message])).toEqual([
    ['migrations/first_c.sql', expect.stringContaining('without a number')],
    ['migrations/2_twice.sql', expect.stringContaining('has the same number, 2')],
  ]);
});
