import { expect, it } from 'vitest';
import { toolNamed } from '../../../../shared/guards/migrations/tools/index.ts';
import { commandsOf } from '../../../../shared/guards/migrations/tools/tool.ts';
import { historyOf, projects, repositoryOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';
import { database } from '../../../support/database.ts';

const migrate = 'migrate -path migrations -database "$DATABASE_URL"';

const files = Object.fromEntries(
  ['000001_a', '000002_b', '3_c', '10_d'].flatMap((name) => [
    [`migrations/${name}.up.sql`, 'SELECT 1;'],
    [`migrations/${name}.down.sql`, 'SELECT 2;'],
  ]),
);

// The table: golang-migrate/migrate: database/postgres/postgres.go (ensureVersionTable, SetVersion).
it('takes everything below its one row for applied, and a dirty one for failed, with the command that goes on', async () => {
  const shop =
    await database(`CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
    INSERT INTO schema_migrations VALUES (3, false)`);
  const [project = null] = await projects('golang-migrate', repositoryOf(files));
  const read = async () => statuses({ project, history: await historyOf('golang-migrate', shop) });
  expect(await read()).toEqual({ '1': 'applied', '2': 'applied', '3': 'applied', '10': 'pending' });
  await shop.query('UPDATE schema_migrations SET dirty = true');
  expect(await read()).toEqual({ '1': 'applied', '2': 'applied', '3': 'failed', '10': 'pending' });
  const finished = ['# if you finished it by hand', `${migrate} force 3`];
  const { resolve } = commandsOf(toolNamed('golang-migrate'), project);
  expect(resolve?.('3')).toEqual([...finished, '# if you undid what it left', `${migrate} force 2`, `${migrate} up`]);
  expect(resolve?.('1')).toContain(`${migrate} force -- -1`);
  expect(commandsOf(toolNamed('golang-migrate')).resolve?.('3')).toEqual([
    ...finished,
    '# if you undid what it left: force the version before it, then run up',
  ]);
  await shop.query('UPDATE schema_migrations SET version = 7, dirty = false');
  expect(await read()).toMatchObject({ '3': 'applied', '7': 'missing-from-repository', '10': 'pending' });
  await shop.query('DELETE FROM schema_migrations');
  expect(await read()).toEqual({ '1': 'pending', '2': 'pending', '3': 'pending', '10': 'pending' });
});

it('orders files by their numbers, and refuses two of the same', async () => {
  const again = {
    ...files,
    'migrations/2_again.up.sql': '',
    'migrations/x_no.up.sql': '',
    'migrations/9_only.down.sql': '',
  };
  const [project] = await projects('golang-migrate', repositoryOf(again));
  expect(project?.transaction).toBe('none');
  expect(project?.migrations.map(({ id, file }) => [id, file])).toEqual([
    ['1', '000001_a.up.sql'],
    ['2', '000002_b.up.sql'],
    ['3', '3_c.up.sql'],
    ['10', '10_d.up.sql'],
  ]);
  expect(project?.problems).toEqual([
    { file: 'migrations/2_again.up.sql', message: expect.stringContaining('000002_b.up.sql has the same number') },
  ]);
});
