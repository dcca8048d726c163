import { expect, it } from 'vitest';
import { dieselReader } from '../../../../shared/guards/migrations/tools/diesel.ts';
import { historyOf, projects, repositoryOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';
import { database } from '../../../support/database.ts';

// The table: diesel-rs/diesel: diesel/src/migration/setup_migration_table.sql; folders: diesel_migrations/migrations_internals/src/lib.rs.
it('joins folders with rows by their versions without dashes', async () => {
  const shop = await database(`
    CREATE TABLE __diesel_schema_migrations (
      version varchar(50) PRIMARY KEY NOT NULL,
      run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
    );
    INSERT INTO __diesel_schema_migrations VALUES ('00000000000000', '2024-01-02 03:04:05'), ('20240101090000', '2024-01-03'),
      ('20240201090000', '2024-01-03')`);
  const [project] = await projects(
    'diesel',
    repositoryOf({
      'diesel.toml': '',
      'migrations/.keep': '',
      'migrations/00000000000000_diesel_initial_setup/up.sql': 'SELECT 0;',
      'migrations/2024-01-01-090000_users/up.sql': 'SELECT 1;',
      'migrations/2024-01-01-090000_users/down.sql': 'SELECT 2;',
      'migrations/2024-01-15-090000_late/up.sql': 'SELECT 3;',
      'migrations/2024-03-01-090000_index/up.sql': 'CREATE INDEX CONCURRENTLY i ON t (a);',
      'migrations/2024-03-01-090000_index/metadata.toml': 'run_in_transaction = false\n',
      'migrations/2024-04-01-090000_empty/down.sql': '',
    }),
  );
  const history = await historyOf('diesel', shop);
  expect(history?.recorded[0]?.appliedAt).toBe('2024-01-02T03:04:05.000Z');
  expect(statuses({ project: project ?? null, history })).toEqual({
    '00000000000000': 'applied',
    '20240101090000': 'applied',
    '20240115090000': 'out-of-order',
    '20240201090000': 'missing-from-repository',
    '20240301090000': 'pending',
    '20240401090000': 'pending',
  });
  expect(project?.migrations.filter(({ outsideTransaction }) => outsideTransaction)).toMatchObject([
    { id: '20240301090000', file: '2024-03-01-090000_index/up.sql' },
  ]);
  expect(project?.problems).toEqual([
    { file: 'migrations/2024-04-01-090000_empty', message: expect.stringContaining('no up.sql') },
  ]);
});

it('is quiet about folders of other tools that hold an up.sql', () => {
  expect(dieselReader.places(repositoryOf({ 'hasura/migrations/1700000000000_init/up.sql': '' }))).toEqual([]);
});
