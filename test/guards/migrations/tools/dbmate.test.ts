import { expect, it } from 'vitest';
import { dbmateReader } from '../../../../shared/guards/migrations/tools/dbmate.ts';
import { bothSides, projects, repositoryOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';

const applied = { '20240101090000': 'applied', '20240201090000': 'applied' };

it.each([
  ['up-to-date', applied],
  ['pending', { ...applied, '20240301090000': 'pending' }],
  ['out-of-order', { ...applied, '20240115090000': 'out-of-order' }],
  ['failed', { ...applied, '20240301090000': 'pending' }],
  ['deleted', { '20240101090000': 'applied', '20240201090000': 'missing-from-repository' }],
])('says with dbmate status what is %s', async (scenario, expected) => {
  const both = await bothSides('dbmate', scenario);
  expect(statuses(both)).toEqual(expected);
  const listed = [...(both.said.status ?? '').matchAll(/^\[(X| )\] (\d+)/gm)];
  const theirs = Object.fromEntries(listed.map(([, mark, id]) => [id, mark === 'X']));
  // dbmate is silent about what is recorded and has no file.
  const ours = Object.entries(expected).filter(([, status]) => status !== 'missing-from-repository');
  expect(Object.fromEntries(ours.map(([id, status]) => [id, status === 'applied']))).toEqual(theirs);
});

it('says that statements without a transaction go out together, as dbmate found out', async () => {
  const { project, said } = await bothSides('dbmate', 'failed');
  expect(said.up).toContain('cannot run inside a transaction block');
  expect(project.migrations.at(-1)).toMatchObject({
    outsideTransaction: true,
    sql: [{ line: 1, text: expect.stringMatching(/CONCURRENTLY a .*\n.*CONCURRENTLY b .*\n\n$/) }],
  });
});

it('reads what runs forward, block by block, and says what dbmate refuses', async () => {
  const [project] = await projects(
    'dbmate',
    repositoryOf({
      'm/1_a.sql':
        '-- why\n-- migrate:up\nA;\n-- migrate:down\nB;\n-- migrate:up transaction:false\nC;\n-- migrate:down\nD;\n',
      'm/2_b.sql': '-- migrate:up\nA;\n',
      'm/3_c.sql': 'A;\n-- migrate:up\n-- migrate:down\n',
      'm/4.sql': '',
      'm/5_crlf.sql': '\r\n-- migrate:up\r\nA;\r\n-- migrate:down\r\n',
      'm/05_x.sql': '-- migrate:up\n-- migrate:down\n',
      'm/5_again.sql': '-- migrate:up\n-- migrate:down\n',
      'm/readme.sql': 'A;',
    }),
  );
  expect(project?.migrations.map(({ id }) => id)).toEqual(['05', '1', '2', '3', '4', '5']);
  expect(project?.migrations).toMatchObject([
    {},
    {
      sql: [
        { line: 2, text: '-- migrate:up\nA;\n' },
        { line: 6, text: '-- migrate:up transaction:false\nC;\n' },
      ],
      outsideTransaction: true,
    },
    { opaque: true },
    { opaque: true },
    { opaque: true },
    {},
  ]);
  expect(project?.problems).toEqual([
    { file: 'm/2_b.sql', message: expect.stringContaining("'-- migrate:down' is missing") },
    { file: 'm/3_c.sql', message: expect.stringContaining("before '-- migrate:up'") },
    { file: 'm/4.sql', message: expect.stringContaining("'-- migrate:up' is missing") },
    { file: 'm/5_crlf.sql', message: expect.stringContaining('has the same version, 5') },
  ]);
});

it('finds the table that .env names, and no other of its secrets', () => {
  const files = { '.env': 'DATABASE_URL=postgres://secret\nDBMATE_MIGRATIONS_TABLE="ops.versions"\n' };
  expect(
    dbmateReader.places(repositoryOf({ ...files, 'db/migrations/1.sql': '-- migrate:up\n-- migrate:down' })),
  ).toEqual([{ directory: 'db/migrations', table: 'ops.versions' }]);
});
