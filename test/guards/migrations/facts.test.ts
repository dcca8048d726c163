import { beforeAll, describe, expect, it } from 'vitest';
import { migrationFacts } from '../../../shared/guards/migrations/facts.ts';
import type { MigrationFacts } from '../../../shared/guards/migrations/migration-facts.ts';
import { onTarget } from '../../../shared/guards/migrations/on-target.ts';
import type { Expectation } from '../../../shared/model/manifest.ts';
import type { SettingsInput } from '../../../shared/model/settings.ts';
import { withSession } from '../../../shared/session/session.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { houseFor, requestFor } from '../../support/lockstep.ts';
import { expecting, projectOf, statusesOf } from './made.ts';

let shop: TestDatabase;
beforeAll(async () => {
  shop = await database(`
    CREATE TABLE _prisma_migrations (
      id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
      logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0
    );
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    VALUES ('1', 'abc', '20240101000000_init', now(), 1), ('2', 'def', '20240201000000_email', NULL, 0);
    CREATE TABLE users (id int PRIMARY KEY, email text);
    CREATE SCHEMA billing;
    CREATE TABLE billing.alembic_version (version_num varchar(32) PRIMARY KEY);
    INSERT INTO billing.alembic_version VALUES ('b');`);
});

const prisma = projectOf(
  [
    {
      id: '20240101000000_init',
      effects: ['+table users', '+column users.email', '+column users.locked', '+index gone'],
    },
    { id: '20240201000000_email', effects: ['+table emails'] },
    { id: '20240301000000_more', effects: ['-index gone', '+table more'] },
  ],
  { tool: 'prisma', directory: 'prisma/migrations' },
);
const alembic = projectOf(
  [
    { id: 'a', parents: [] },
    { id: 'b', parents: ['a'] },
    { id: 'c', parents: ['b'] },
  ],
  { tool: 'alembic', directory: 'migrations' },
);

async function facts(
  expectation: Expectation | null,
  { url = shop.url, settings = {} }: { url?: string; settings?: SettingsInput } = {},
): Promise<MigrationFacts & { roundTrips: number }> {
  const request = { ...requestFor('check', url, { settings }), expectation };
  return withSession(request, houseFor(), async (session) => {
    const before = session.roundTrips;
    const read = await migrationFacts(session, request);
    return { ...read, roundTrips: session.roundTrips - before };
  });
}

it('reads all histories and all objects in two round trips', async () => {
  const read = await facts(expecting({ projects: [prisma, alembic] }));
  expect(read.standings.map(statusesOf)).toEqual([
    { '20240101000000_init': 'applied', '20240201000000_email': 'failed', '20240301000000_more': 'pending' },
    { a: 'applied', b: 'applied', c: 'pending' },
  ]);
  expect(read).toMatchObject({ unread: [], running: [], tables: 1, roundTrips: 2 });
});

it('finds what an applied migration adds and is not there, and nothing that is still to come', async () => {
  const { missing } = await facts(expecting({ projects: [prisma] }));
  expect(missing.map(({ migration, effect }) => [migration, effect.kind, effect.path])).toEqual([
    ['20240101000000_init', 'column', ['users', 'locked']],
    ['20240101000000_init', 'index', ['gone']],
  ]);
});

it('tells histories by themselves where nobody said what is expected', async () => {
  const { standings } = await facts(null);
  expect(standings.map(({ tool, project }) => [tool, project])).toEqual([
    ['alembic', null],
    ['prisma', null],
  ]);
});

it('goes on where one history cannot be read, and says what would let it', async () => {
  const reader = await shop.role((role) => `GRANT SELECT ON _prisma_migrations TO ${role}`);
  const { standings, unread } = await facts(expecting({ projects: [prisma, alembic] }), { url: reader.url });
  expect(standings.map(({ tool }) => tool)).toEqual(['prisma']);
  expect(unread).toEqual([
    {
      tool: 'alembic',
      table: 'billing.alembic_version',
      reason: 'this role may not enter the schema billing',
      sql: [
        'GRANT USAGE ON SCHEMA "billing" TO <this role>',
        'GRANT SELECT ON "billing"."alembic_version" TO <this role>',
      ],
    },
  ]);
});

it('need not read the history of a tool that the repository does not use', async () => {
  const reader = await shop.role((role) => `GRANT SELECT ON _prisma_migrations TO ${role}`);
  const { unread } = await facts(expecting({ projects: [prisma] }), { url: reader.url });
  expect(unread).toEqual([]);
  expect((await facts(null, { url: reader.url })).unread).toMatchObject([{ tool: 'alembic' }]);
});

it('takes a table for unknown that has the name of a history and other columns, or rows that cannot be', async () => {
  const other = await database(`
    CREATE TABLE flyway_schema_history (version int);
    CREATE TABLE "SequelizeMeta" (name varchar(255) PRIMARY KEY);`);
  const { unread } = await facts(null, { url: other.url });
  expect(unread).toMatchObject([{ tool: 'flyway', reason: expect.stringContaining('are not those of Flyway') }]);
});

it('gives up a history behind a lock after the lock timeout, and reads the others', async () => {
  const blocker = await shop.connect();
  await blocker.query('BEGIN; LOCK TABLE billing.alembic_version IN ACCESS EXCLUSIVE MODE');
  const { standings, unread } = await facts(expecting({ projects: [prisma, alembic] }), {
    settings: { limits: { lockSeconds: 0.1 } },
  });
  await blocker.query('ROLLBACK');
  expect(standings.map(({ tool }) => tool)).toEqual(['prisma']);
  expect(unread).toMatchObject([{ tool: 'alembic', reason: expect.stringContaining('a lock') }]);
});

describe('while the tool migrates', () => {
  it('says who holds its lock, and takes the migration in flight for no failure', async () => {
    const migrating = await shop.connect();
    await migrating.query("SET application_name = 'deploy of Friday'; SELECT pg_advisory_lock(72707369)");
    const waiting = await shop.connect();
    const waits = waiting.query('SELECT pg_advisory_lock(72707369)');
    const { running, standings } = await facts(expecting({ projects: [prisma] }));
    await migrating.query('SELECT pg_advisory_unlock_all()');
    await waits;
    await waiting.query('SELECT pg_advisory_unlock_all()');
    expect(running).toMatchObject([{ tool: 'prisma', application: 'deploy of Friday', pid: expect.any(Number) }]);
    expect(standings.map(statusesOf)).toMatchObject([{ '20240201000000_email': 'pending' }, { b: 'applied' }]);
  });

  it('is not concerned by who migrates another database', async () => {
    const other = await database();
    await other.query('SELECT pg_advisory_lock(72707369)');
    expect((await facts(expecting({ projects: [prisma] }))).running).toEqual([]);
  });
});

it('finds a history of a project by the table that the configuration names', async () => {
  const other = await database(`
    CREATE TABLE versions (version_num varchar(32)); INSERT INTO versions VALUES ('b');
    CREATE TABLE orders (id int) PARTITION BY RANGE (id); CREATE TABLE orders_1 PARTITION OF orders DEFAULT;`);
  const settings: SettingsInput = { migrations: { projects: [{ tool: 'alembic', table: 'versions' }] } };
  const { standings, tables } = await facts(expecting({ projects: [alembic] }), { url: other.url, settings });
  expect(standings).toMatchObject([{ tool: 'alembic', history: { table: 'public.versions' } }]);
  expect(tables).toBe(1);
});

it('expects a project on the targets alone that the configuration names', async () => {
  const expectation = expecting({ projects: [prisma, alembic] });
  const read = async (targets: string[]) => {
    const settings: SettingsInput = {
      targets: { test: { url: 'postgres://x/y' }, other: { url: 'postgres://x/z' } },
      migrations: { projects: [{ tool: 'prisma' }, { tool: 'alembic', directory: './migrations/', targets }] },
    };
    const { standings, expectation: expected } = await facts(expectation, { settings });
    const named = standings.flatMap(({ project }) => project?.tool ?? []);
    expect(expected?.manifest.projects.map(({ tool }) => tool)).toEqual(named);
    return named;
  };
  expect(await read(['other'])).toEqual(['prisma']);
  expect(await read(['other', 'test'])).toEqual(['prisma', 'alembic']);
});

it('expects all of a database that has no name, unless that is what the configuration speaks of', () => {
  const read = (projects: SettingsInput['migrations']) => {
    const request = requestFor('check', 'postgres://x/y', {
      settings: { targets: { billing: { url: 'postgres://x/y' } }, migrations: projects },
    });
    const named = { ...request, target: { ...request.target, name: 'default' } };
    return onTarget({ ...named, expectation: expecting({ projects: [prisma] }) }).expectation?.manifest.projects.length;
  };
  expect(read({ projects: [{ tool: 'prisma', targets: ['billing'] }] })).toBe(1);
  const apart = { tool: 'alembic' as const, targets: ['default'] };
  expect(read({ projects: [{ tool: 'prisma', targets: ['billing'] }, apart] })).toBe(0);
});

it('compares each of several histories of one project: a schema for every tenant', async () => {
  const tenants = await database(
    ['one', 'two']
      .map((name, at) => {
        const table = `${name}.alembic_version`;
        return `CREATE SCHEMA ${name}; CREATE TABLE ${table} (version_num varchar(32)); INSERT INTO ${table} VALUES ('${'ab'[at]}');`;
      })
      .join('\n'),
  );
  const { standings } = await facts(expecting({ projects: [alembic] }), { url: tenants.url });
  expect(standings.map(statusesOf)).toEqual([
    { a: 'applied', b: 'pending', c: 'pending' },
    { a: 'applied', b: 'applied', c: 'pending' },
  ]);
});

it('takes older code against a newer database for that when all that the code adds is there', async () => {
  const known = [
    { id: 'x', parents: [], effects: ['+table users'] },
    { id: 'y', parents: ['x'], effects: ['+column users.email'] },
  ];
  const older = projectOf(known, { tool: 'alembic' });
  const ahead = await facts(expecting({ projects: [older] }));
  expect(ahead.standings.map(statusesOf)[0]).toEqual({ x: 'applied', y: 'applied', b: 'missing-from-repository' });
  const untold = projectOf([{ id: 'x', parents: [] }], { tool: 'alembic' });
  const unproven = await facts(expecting({ projects: [untold] }));
  expect(unproven.standings.map(statusesOf)[0]).toMatchObject({ x: 'pending', b: 'missing-from-repository' });
  const other = projectOf([...known, { id: 'z', parents: ['y'], effects: ['+table other'] }], { tool: 'alembic' });
  const diverged = await facts(expecting({ projects: [other] }));
  expect(diverged.standings.map(statusesOf)[0]).toMatchObject({ z: 'pending', b: 'missing-from-repository' });
});

it('gives each of two projects of one tool the history that it shares more with', async () => {
  const tables = ['one', 'two'].map(
    (name) => `CREATE SCHEMA ${name}; CREATE TABLE ${name}.schema_migrations (version varchar);`,
  );
  const rows = `INSERT INTO one.schema_migrations VALUES ('1'), ('2'), ('3'); INSERT INTO two.schema_migrations VALUES ('1'), ('7'), ('8')`;
  const shared = await database([...tables, rows].join('\n'));
  const projects = [projectOf(['1', '7', '8'], { directory: 'b' }), projectOf(['1', '2', '3'], { directory: 'a' })];
  const { standings } = await facts(expecting({ projects }), { url: shared.url });
  expect(standings.map(({ project, history }) => [project?.directory, history?.schema])).toEqual([
    ['b', 'two'],
    ['a', 'one'],
  ]);
});

describe('schemas', () => {
  const versions = (schema: string, ...rows: string[]) => `
    CREATE TABLE ${schema}.__diesel_schema_migrations (version varchar(50) PRIMARY KEY, run_on timestamp NOT NULL DEFAULT now());
    ${rows.map((row) => `INSERT INTO ${schema}.__diesel_schema_migrations VALUES ('${row}');`).join('')}`;
  const users = projectOf([{ id: '1', effects: ['+table users', '+index by_name'] }], { tool: 'diesel' });
  const missed = async (sql: string) => {
    const { url } = await database(sql);
    const { missing, unrecorded, standings } = await facts(expecting({ projects: [users] }), { url });
    return {
      statuses: standings.map(({ history, entries }) => [history?.schema, ...entries.map(({ status }) => status)]),
      missing: missing.map(({ standing, effect, elsewhere }) => [
        standing.history?.schema,
        effect.path.at(-1),
        elsewhere,
      ]),
      there: unrecorded.flatMap(({ there }) => there),
    };
  };

  it('takes an empty history besides for a tenant that nothing was applied to', async () => {
    const sql = `CREATE SCHEMA a; CREATE SCHEMA b; ${versions('a', '1')} ${versions('b')}
      CREATE TABLE a.users (id int); CREATE INDEX by_name ON a.users (id)`;
    expect(await missed(sql)).toEqual({
      statuses: [
        ['a', 'applied'],
        ['b', 'pending'],
      ],
      missing: [],
      there: [],
    });
  });

  it("misses a tenant's table though another tenant has it, and only doubts it where it lies in a schema of no history", async () => {
    const sql = `CREATE SCHEMA a; CREATE SCHEMA b; CREATE SCHEMA app; ${versions('a', '1')} ${versions('b', '1')}
      CREATE TABLE a.users (id int); CREATE TABLE app.people (id int); CREATE INDEX by_name ON app.people (id)`;
    expect((await missed(sql)).missing).toEqual([
      ['a', 'by_name', 'app'],
      ['b', 'users', 'a'],
      ['b', 'by_name', 'app'],
    ]);
  });

  it("takes Supabase's auth.users for nobody's users", async () => {
    const auth = `SET LOCAL client_min_messages = error;
      DO $$ BEGIN CREATE ROLE supabase_facts; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
      CREATE SCHEMA auth AUTHORIZATION supabase_facts; CREATE TABLE auth.users (id int); CREATE INDEX by_name ON auth.users (id);`;
    expect(await missed(auth)).toMatchObject({ missing: [], there: [] });
    expect((await missed(`${auth} ${versions('public', '1')}`)).missing).toEqual([
      ['public', 'users', null],
      ['public', 'by_name', null],
    ]);
  });
});
