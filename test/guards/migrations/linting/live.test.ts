import { beforeAll, describe, expect, it } from 'vitest';
import { qualified } from '../../../../shared/guards/migrations/linting/in-the-way.ts';
import { lintPending } from '../../../../shared/guards/migrations/linting/index.ts';
import { type Live, readLive, tableAmong } from '../../../../shared/guards/migrations/linting/live.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import { type SettingsInput, settingsSchema } from '../../../../shared/model/settings.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database, type TestDatabase } from '../../../support/database.ts';
import { houseFor, requestFor } from '../../../support/lockstep.ts';
import { tableFacts } from '../lint/harness.ts';

let db: TestDatabase;
beforeAll(async () => {
  await loadParser();
  db = await database(`
    CREATE SCHEMA billing;
    CREATE DOMAIN plain AS int; CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE DOMAIN large_one AS positive;
    CREATE TABLE small (id serial PRIMARY KEY, email varchar(10) DEFAULT 'x', "userId" int REFERENCES small,
      CONSTRAINT known CHECK (email IS NOT NULL));
    INSERT INTO small (email) VALUES ('a'), ('b');
    CREATE TABLE large (id int, email text);
    INSERT INTO large SELECT g, CASE WHEN g > 3 THEN 'x' END FROM generate_series(1, 20000) g;
    CREATE UNIQUE INDEX large_lower ON large (lower(email), id) WHERE id < 0;
    CREATE TABLE parted (id int) PARTITION BY RANGE (id);
    CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (1000);
    INSERT INTO parted SELECT g FROM generate_series(1, 500) g;
    CREATE TABLE empty (id int);
    CREATE TABLE unknown (id int); INSERT INTO unknown VALUES (1);
    CREATE TABLE billing.small (id int);
    CREATE VIEW seen WITH (security_invoker = true) AS SELECT 1 AS a;
    ALTER TABLE large ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON large USING (true);`);
  await db.query('ANALYZE small'); // before the statistics of its writes could be read
  await db.query('ANALYZE large; ANALYZE parted; ANALYZE parted_1');
});

const session = <Result>(use: Parameters<typeof withSession<Result>>[2], url = db.url) =>
  withSession(requestFor('check', url), houseFor(), use);

async function live(names: string[], url?: string): Promise<Live> {
  const found = await session((each) => readLive(each, names), url);
  if ('unread' in found) throw new Error(found.unread);
  return found;
}

/** Lint of a migration on this database: no writes count, since the tables were filled a moment ago. */
async function lintOn(sql: string, settings: SettingsInput['migrations'] = {}) {
  const parsed = settingsSchema.parse({ migrations: { busyWrites: 1e9, ...settings } }).migrations;
  const migration = { id: 'm', file: 'm.sql', sql: [{ line: 1, text: sql }] };
  return session(async (each) => {
    const before = each.roundTrips;
    const found = await lintPending(each, [{ migration, project: { tool: 'flyway', transaction: 'each' } }], parsed);
    return { ...found, roundTrips: each.roundTrips - before };
  });
}

describe('what is known of a table', () => {
  it('is its rows, columns, constraints, indexes, policies and options', async () => {
    const { tables } = await live(['small', 'large', 'seen']);
    const small = tableAmong(tables, { schema: null, name: 'small' });
    expect(small).toMatchObject({ schema: 'public', kind: 'r', rows: 2, checks: ['CHECK ((email IS NOT NULL))'] });
    expect(small?.columns.get('email')).toEqual({ type: 'character varying(10)', notNull: false, hasDefault: true });
    expect(small?.columns.get('id')).toMatchObject({ notNull: true, sequence: 'small_id_seq' });
    expect(small?.constraints.get('small_userId_fkey')).toMatchObject({ type: 'f', references: { name: 'small' } });
    const large = tableAmong(tables, { schema: 'public', name: 'large' });
    expect(large).toMatchObject({ rows: 20000, policies: 1, rowSecurity: true });
    const index = { name: 'large_lower', columns: ['', 'id'], unique: true, partial: true, valid: true };
    expect(large?.indexes).toEqual([index]);
    expect(tableAmong(tables, { schema: null, name: 'seen' })?.options).toEqual(['security_invoker=true']);
    expect(tableAmong(tables, { schema: null, name: 'absent' })).toBeNull();
  });

  it('counts the rows of partitions; an empty table has none, and one that was never analyzed is unknown', async () => {
    const { tables } = await live(['parted', 'empty', 'unknown']);
    expect(tables.map(({ name, rows }) => [name, rows]).sort()).toEqual([
      ['empty', 0],
      ['parted', 500],
      ['unknown', null],
    ]);
  });

  it('scales the rows that ANALYZE found to the size that the table has now, as the planner does', async () => {
    await db.query('CREATE TABLE grown (id int); INSERT INTO grown SELECT generate_series(1, 10)');
    await db.query('ANALYZE grown');
    await db.query('INSERT INTO grown SELECT generate_series(1, 50000)');
    const { tables } = await live(['grown']);
    const [line] = await db.query<{ 'QUERY PLAN': string }>('EXPLAIN SELECT FROM grown');
    expect(tables[0]?.rows).toBe(Number(/rows=(\d+)/.exec(line?.['QUERY PLAN'] ?? '')?.[1]));
  });

  it('a table that is emptied and filled again is unknown, not empty', async () => {
    await db.query(
      'CREATE TABLE refilled (id int); INSERT INTO refilled SELECT generate_series(1, 10); DELETE FROM refilled',
    );
    await db.query('ANALYZE refilled');
    await db.query('INSERT INTO refilled VALUES (1)');
    expect((await live(['refilled'])).tables[0]?.rows).toBeNull();
  });

  it('counts how often it is read, by its rows and by its indexes', async () => {
    await db.query('CREATE TABLE asked (id int PRIMARY KEY); INSERT INTO asked SELECT generate_series(1, 2000)');
    await db.query('ANALYZE asked');
    const other = await db.connect();
    await other.query(
      'SET enable_seqscan = off; DO $$ BEGIN FOR i IN 1..50 LOOP PERFORM FROM asked WHERE id = i; END LOOP; END $$',
    );
    await other.query('SELECT pg_stat_force_next_flush()').catch(() => undefined);
    await other.end();
    await expect
      .poll(async () => (await live(['asked'])).tables[0]?.readsPerSecond ?? 0, { interval: 50, timeout: 5000 })
      .toBeGreaterThan(0);
  });

  it('is read by a role without a right on the tables, and while one is being altered', async () => {
    const reader = await db.role();
    const other = await db.connect();
    await other.query('BEGIN; LOCK TABLE large');
    const { tables } = await live(['large'], reader.url);
    await other.query('ROLLBACK');
    expect(tables).toMatchObject([{ rows: 20000 }]);
  });

  it('comes with the domains that are constrained, by themselves or by what they are made of', async () => {
    const { domains } = await live([]);
    expect(domains.map(({ name }) => name).sort()).toEqual(['large_one', 'positive']);
  });

  it('knows whether lock_timeout is set for the database', async () => {
    expect((await live(['small'])).lockTimeout).toBe(false);
    await db.query(`ALTER DATABASE ${db.name} SET lock_timeout = '2s'`);
    expect((await live(['small'])).lockTimeout).toBe(true);
    await db.query(`ALTER DATABASE ${db.name} RESET lock_timeout`);
  });
});

describe('on a database at hand', () => {
  it('a build on a small table is safe, on a large one dangerous, and both say how large', async () => {
    const { lint, unlinted, roundTrips } = await lintOn(
      'CREATE INDEX i ON small (email); CREATE INDEX j ON large (email)',
    );
    const builds = lint.filter(({ rule }) => rule === 'create-index-not-concurrently');
    expect(builds.map((entry) => entry.class)).toEqual(['safe', 'dangerous']);
    expect(builds[0]?.message).toContain('small holds 2 rows');
    expect(builds[1]?.message).toContain('large holds about 20,000 rows');
    expect({ unlinted, roundTrips }).toEqual({ unlinted: null, roundTrips: 1 });
  });

  it('a table that is empty is dropped with care, and whatever depends on it is not known by its rows', async () => {
    const { lint } = await lintOn('DROP TABLE empty CASCADE; ALTER TABLE billing.small DROP COLUMN id; TRUNCATE empty');
    expect(
      lint.map((entry) => [entry.rule, entry.class]).filter(([rule]) => /drop|cascade|trunc/.test(`${rule}`)),
    ).toEqual([
      ['drop-table', 'careful'],
      ['cascade', 'dangerous'],
      ['drop-column', 'careful'],
      ['truncate', 'safe'],
    ]);
  });

  it('a busy table is never small', async () => {
    const { lint } = await lintOn('CREATE INDEX i ON small (email)', { busyWrites: 0 });
    expect(lint[0]).toMatchObject({ class: 'dangerous' });
  });

  it('rows in the way are counted, which costs one more round trip', async () => {
    const sql = 'ALTER TABLE large ALTER email SET NOT NULL; ALTER TABLE small ALTER email SET NOT NULL';
    const { lint, roundTrips } = await lintOn(sql);
    const [large] = lint.filter(({ table }) => table === 'large');
    expect(large).toMatchObject({ class: 'dangerous' });
    expect(large?.message).toContain('3 rows without a value in large.email');
    expect(lint.find(({ table, rule }) => table === 'small' && rule === 'set-not-null')?.class ?? 'safe').toBe('safe');
    expect(roundTrips).toBe(2);
    expect((await lintOn(sql, { preflightSeconds: 0 })).roundTrips).toBe(1);
  });

  it('what an earlier pending migration makes is new', async () => {
    const migration = (id: string, text: string) => ({ id, sql: [{ line: 1, text }] });
    const project = { tool: 'flyway', transaction: 'each' } as const;
    const { lint, phases } = await session((each) =>
      lintPending(
        each,
        [
          { project, migration: migration('1', 'CREATE TABLE fresh (id int)') },
          { project, migration: migration('2', 'CREATE INDEX i ON fresh (id)') },
          { project, migration: migration('3', 'ALTER TABLE large DROP COLUMN email') },
        ],
        settingsSchema.parse({}).migrations,
      ),
    );
    expect(lint.filter(({ migration: id }) => id === '2').map(({ rule }) => rule)).not.toContain(
      'create-index-not-concurrently',
    );
    expect([...phases]).toEqual([
      ['1', 'expand'],
      ['2', 'expand'],
      ['3', 'contract'],
    ]);
  });

  it('a migration in which nothing can be read as SQL is not judged; where a part cannot, the rest is', async () => {
    expect((await lintOn('\\i other.sql')).unlinted).toBe('nothing in m can be read as SQL');
    expect((await lintOn('\\set a 1\nSELECT 1')).unlinted).toBeNull();
    expect((await lintOn('SELEC 1')).unlinted).toBeNull();
    expect((await lintOn('COPY small (id) FROM stdin;\n1\n\\.\n')).unlinted).toBeNull();
    expect((await lintOn('-- nothing')).unlinted).toBeNull();
  });

  it('a migration whose SQL is not known, and a rule that there is not, are said', async () => {
    const parsed = settingsSchema.parse({ migrations: { lint: { 'drop-colum': 'off' } } }).migrations;
    const project = { tool: 'flyway', transaction: 'each' } as const;
    const { unlinted } = await session((each) => lintPending(each, [{ project, migration: { id: 'm' } }], parsed));
    expect(unlinted).toBe(
      'the SQL of m is not known; migrations.lint names drop-colum, and there is no such rule; did you mean drop-column?',
    );
  });
});

it('a count names the schema of every table, and asks nothing of tables that are not there', () => {
  const table = ({ schema, name }: { schema: string | null; name: string }) =>
    name === 'absent' ? null : tableFacts({ name, schema: schema ?? 'a"b' });
  expect(
    qualified('SELECT count(*) FROM (SELECT FROM users u JOIN "é t" ON true JOIN s.x ON true LIMIT 9) f', table),
  ).toBe('SELECT count(*) FROM (SELECT FROM "a""b".users u JOIN "a""b"."é t" ON true JOIN s.x ON true LIMIT 9) f');
  expect(qualified('SELECT count(*) FROM absent', table)).toBeNull();
  expect(qualified('SELECT 1; DROP TABLE users', table)).toBeNull();
  expect(qualified('DELETE FROM users', table)).toBeNull();
});
