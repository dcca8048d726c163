import { beforeAll, describe, expect, it } from 'vitest';
import { manifestOf } from '../../../shared/guards/migrations/manifest/build.ts';
import type { Migration } from '../../../shared/model/manifest.ts';
import type { Operation, Report } from '../../../shared/model/report.ts';
import { type SettingsInput, settingsSchema } from '../../../shared/model/settings.ts';
import { run } from '../../../shared/run.ts';
import { history } from '../../histories/history.ts';
import { repositoryIn } from '../../histories/read.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { houseFor, requestFor } from '../../support/lockstep.ts';
import { expecting, projectOf } from './made.ts';

let shop: TestDatabase;
beforeAll(async () => {
  shop = await database();
});

/** What the guard says of a project and a database that the real tool left behind. */
async function report(operation: Operation, tool: string, scenario: string): Promise<Report> {
  await shop.query(`DO $$
    DECLARE name text;
    BEGIN
      FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', name);
      END LOOP;
      CREATE SCHEMA public;
    END $$; SET search_path TO public`);
  const { folder, url } = await history(tool, scenario, shop);
  const settings = settingsSchema.parse({}).migrations;
  const expectation = { manifest: await manifestOf(repositoryIn(folder), { settings }), source: 'repository' as const };
  return run({ ...requestFor(operation, url), guards: ['migrations'], expectation }, houseFor());
}

const findingsOf = ({ findings }: Report) =>
  findings.map(({ code, severity }) => `${severity} ${code.replace('migrations/', '')}`);

it.each([
  ['check', 'prisma', 'up-to-date', 'pass', []],
  ['verify', 'prisma', 'up-to-date', 'pass', []],
  ['check', 'prisma', 'pending', 'pass', ['info pending']],
  ['verify', 'prisma', 'pending', 'block', ['block pending']],
  ['check', 'prisma', 'failed', 'block', ['block failed']],
  ['check', 'prisma', 'edited', 'block', ['block edited']],
  ['check', 'prisma', 'diverged', 'block', ['block missing-from-repository', 'info pending']],
  ['check', 'prisma', 'deleted', 'warn', ['warn database-ahead']],
  ['check', 'alembic', 'up-to-date', 'pass', []],
  ['check', 'alembic', 'stamped', 'block', ['block stamped']],
  ['check', 'drizzle', 'skipped', 'block', ['block will-be-skipped', 'warn not-understood']],
  ['verify', 'rails', 'out-of-order', 'block', ['block out-of-order']],
] as const)('%s of %s, %s: %s', async (operation, tool, scenario, verdict, findings) => {
  const told = await report(operation, tool, scenario);
  expect(findingsOf(told)).toEqual(findings);
  expect(told.verdict).toBe(verdict);
});

it('judges what is to come, and says whether it only adds', async () => {
  const told = await report('check', 'prisma', 'pending');
  expect(told.migrations?.[0]?.entries.at(-1)).toMatchObject({ status: 'pending', phase: 'expand' });
});

it('checks a thousand migrations with three thousand objects in three round trips', async () => {
  const many = Array.from({ length: 1000 }, (_, at) => `m${at}`);
  const effects = (id: string) => [`+table ${id}`, `+column ${id}.a`, `+index ${id}_a`, `-table ${id}`];
  const tables = `CREATE TABLE alembic_version (version_num varchar(32)); INSERT INTO alembic_version VALUES ('m999')`;
  await shop.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${tables}`);
  const migrations = many.map((id, at) => ({ id, parents: at === 0 ? [] : [`m${at - 1}`], effects: effects(id) }));
  const expectation = expecting({ projects: [projectOf(migrations, { tool: 'alembic' })] });
  const began = performance.now();
  const told = await run({ ...requestFor('check', shop.url), guards: ['migrations'], expectation }, houseFor());
  expect(told).toMatchObject({ verdict: 'pass', roundTrips: 3, guards: [{ examined: 1000 }] });
  expect(performance.now() - began).toBeLessThan(4000);
});

it('reports nothing of a migration that the settings ignore, and tells its status all the same', async () => {
  const settings: SettingsInput = { migrations: { ignore: [{ migration: 'm0', reason: 'kept for later' }] } };
  await shop.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const expectation = expecting({ projects: [projectOf(['m0'])] });
  const request = { ...requestFor('verify', shop.url, { settings }), guards: ['migrations' as const], expectation };
  const told = await run(request, houseFor());
  expect(told.migrations?.[0]?.entries).toEqual([{ id: 'm0', status: 'pending' }]);
  expect(findingsOf(told)).toEqual([]);
});

describe('a migration to come', () => {
  const index = 'CREATE INDEX orders_email ON orders (email);';
  const checked = (migration: Partial<Migration>) => {
    const expectation = expecting({
      projects: [projectOf(['before', { id: 'm0', file: 'm0.sql', ...migration }], { directory: 'db/migrations' })],
    });
    return run({ ...requestFor('check', shop.url), guards: ['migrations'], expectation }, houseFor());
  };

  beforeAll(() =>
    shop.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE schema_migrations (version varchar PRIMARY KEY);
      INSERT INTO schema_migrations VALUES ('before');
      CREATE TABLE orders (id int, email text); INSERT INTO orders SELECT n, n FROM generate_series(1, 20000) n; ANALYZE orders`),
  );

  it('blocks where it would keep writers out of a large table, and stands where the repository has it', async () => {
    const told = await checked({ sql: [{ line: 3, text: index }] });
    expect(told.verdict).toBe('block');
    expect(told.lint?.[0]).toMatchObject({ rule: 'create-index-not-concurrently', line: 3 });
    const finding = told.findings.find(({ code }) => code === 'migrations/dangerous-statement');
    expect(finding).toMatchObject({
      subject: { kind: 'migration', name: 'm0' },
      evidence: { file: 'db/migrations/m0.sql', line: 3 },
      remedy: { sql: expect.arrayContaining(['CREATE INDEX CONCURRENTLY orders_email ON orders (email);']) },
    });
  });

  it('goes through where it says why', async () => {
    const why = '-- lockstep: allow create-index-not-concurrently because it runs at night\n';
    const told = await checked({ sql: [{ line: 1, text: `${why}${index}` }] });
    expect(told.lint?.[0]).toMatchObject({ allowed: 'it runs at night' });
    expect(findingsOf(told)).toEqual(['warn careful-statement', 'info pending']);
  });

  it('is unknown where its SQL did not come along', async () => {
    expect(findingsOf(await checked({}))).toContain('warn unlinted');
    expect(await checked({})).toMatchObject({ verdict: 'unknown' });
  });
});
