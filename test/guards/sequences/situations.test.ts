import { describe, expect, it } from 'vitest';
import { database, versions } from '../../support/database.ts';
import { checked, codesOf, entryOf, findingOf, lockstep } from '../../support/lockstep.ts';

/** The entry of the one sequence that matters, and its status. */
async function statusOf(sql: string, name: string): Promise<string> {
  return entryOf(await checked(sql), name).status;
}

describe('what is behind', () => {
  it('a serial whose rows came with ids of their own', async () => {
    const report = await checked(
      'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 4210)',
    );
    expect(report.verdict).toBe('block');
    expect(entryOf(report, 'orders_id_seq')).toMatchObject({ status: 'behind', nextValue: '1', stepsBehind: '4210' });
    expect(findingOf(report, 'sequences/behind').message).toBe(
      'orders_id_seq will hand out 1, but orders.id already reaches 4210: the next 4210 inserts may fail',
    );
  });

  it.each(['ALWAYS', 'BY DEFAULT'])('an identity column GENERATED %s', async (kind) => {
    const sql = `CREATE TABLE t (id bigint GENERATED ${kind} AS IDENTITY PRIMARY KEY);
      INSERT INTO t OVERRIDING SYSTEM VALUE VALUES (1), (2)`;
    expect(await statusOf(sql, 't_id_seq')).toBe('behind');
  });

  it('a sequence set to its last row but not called, which hands that row out again', async () => {
    const sql = `CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t VALUES (17); SELECT setval('t_id_seq', 17, false)`;
    expect(entryOf(await checked(sql), 't_id_seq')).toMatchObject({
      status: 'behind',
      nextValue: '17',
      stepsBehind: '1',
    });
  });

  it('a default on a sequence that nobody owns', async () => {
    const sql = `CREATE SEQUENCE numbers; CREATE TABLE t (id int DEFAULT nextval('numbers') PRIMARY KEY); INSERT INTO t VALUES (5)`;
    const report = await checked(sql);
    expect(codesOf(report)).toContain('behind');
    expect(codesOf(report)).toContain('unowned');
  });

  it('the sequence that a default really uses, not the one that the column owns', async () => {
    const report = await checked(`
      CREATE TABLE t (id serial PRIMARY KEY); CREATE SEQUENCE other;
      ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('other'); INSERT INTO t VALUES (9)`);
    expect(entryOf(report, 'other').status).toBe('behind');
    expect(entryOf(report, 't_id_seq').status).toBe('orphan');
  });

  it('a sequence shared by two tables, by the farther of them', async () => {
    const report = await checked(`
      CREATE SEQUENCE shared; CREATE TABLE a (id int DEFAULT nextval('shared') PRIMARY KEY);
      CREATE TABLE b (id int DEFAULT nextval('shared') PRIMARY KEY);
      INSERT INTO a VALUES (3); INSERT INTO b VALUES (8); SELECT setval('shared', 5)`);
    expect(entryOf(report, 'shared')).toMatchObject({ status: 'behind', stepsBehind: '3' });
    expect(
      entryOf(report, 'shared')
        .feeds.map(({ farthest }) => farthest)
        .sort(),
    ).toEqual(['3', '8']);
  });

  it('a partitioned table, whose own storage is empty, by its partitions', async () => {
    const report = await checked(`
      CREATE TABLE t (id bigserial, day date) PARTITION BY RANGE (day);
      CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
      CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
      INSERT INTO t VALUES (4, '2026-01-05'), (7, '2026-02-05')`);
    expect(entryOf(report, 't_id_seq')).toMatchObject({ status: 'behind', stepsBehind: '7' });
    expect(entryOf(report, 't_id_seq').feeds).toHaveLength(1);
  });

  it('an inherited child that draws from its parent', async () => {
    const sql = `CREATE TABLE p (id serial PRIMARY KEY); CREATE TABLE c () INHERITS (p); INSERT INTO c VALUES (12)`;
    expect(entryOf(await checked(sql), 'p_id_seq')).toMatchObject({ status: 'behind', stepsBehind: '12' });
  });

  it('a descending sequence, by its minimum', async () => {
    const report = await checked(`
      CREATE SEQUENCE down INCREMENT -1 MINVALUE -1000 MAXVALUE -1;
      CREATE TABLE t (id int DEFAULT nextval('down') PRIMARY KEY); INSERT INTO t VALUES (-1), (-30)`);
    expect(entryOf(report, 'down')).toMatchObject({ status: 'behind', nextValue: '-1', stepsBehind: '30' });
    expect(findingOf(report, 'sequences/behind').evidence).toMatchObject({ minValue: '-30' });
  });

  it('a sequence with INCREMENT 10, on its stride', async () => {
    const sql = `CREATE SEQUENCE tens INCREMENT 10; CREATE TABLE t (id int DEFAULT nextval('tens') PRIMARY KEY); INSERT INTO t VALUES (21), (25)`;
    expect(entryOf(await checked(sql), 'tens')).toMatchObject({ status: 'behind', stepsBehind: '3' });
  });

  it('values beyond 2^53, to the last digit', async () => {
    const report = await checked(`
      CREATE TABLE t (id bigserial PRIMARY KEY); INSERT INTO t VALUES (9007199254740995);
      SELECT setval('t_id_seq', 9007199254740992)`);
    expect(entryOf(report, 't_id_seq')).toMatchObject({ nextValue: '9007199254740993', stepsBehind: '3' });
  });

  it('a domain over a domain over int4, and a numeric column', async () => {
    const report = await checked(`
      CREATE DOMAIN id AS int; CREATE DOMAIN order_id AS id;
      CREATE SEQUENCE a; CREATE TABLE t (id order_id DEFAULT nextval('a') PRIMARY KEY); INSERT INTO t VALUES (3);
      CREATE SEQUENCE b; CREATE TABLE u (id numeric(20) DEFAULT nextval('b') PRIMARY KEY); INSERT INTO u VALUES (4), ('NaN')`);
    expect(entryOf(report, 'a')).toMatchObject({ status: 'behind', stepsBehind: '3', limit: '2147483647' });
    expect(entryOf(report, 'b')).toMatchObject({ status: 'behind', stepsBehind: '4' });
  });

  it('the right one of two schemas that have the same names', async () => {
    const report = await checked(`
      CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (id serial PRIMARY KEY); CREATE TABLE b.t (id serial PRIMARY KEY);
      INSERT INTO b.t VALUES (1)`);
    expect(report.sequences?.map(({ schema, status }) => `${schema} ${status}`)).toEqual(['a healthy', 'b behind']);
  });

  it.each([
    'Orders',
    'or"d"ers',
    "o'rders",
    'ordés 注文',
    '"; DROP TABLE x; --',
    '$$',
    'a.b',
    'back\\slash',
    'line\nbreak',
  ])('a table named %j', async (name) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const report = await checked(`CREATE TABLE ${quoted} ("Id" serial PRIMARY KEY); INSERT INTO ${quoted} VALUES (2)`);
    expect(report.sequences?.map(({ status }) => status)).toEqual(['behind']);
    expect(report.findings[0]?.subject).toMatchObject({ table: name, column: 'Id' });
  });

  it('a default bound to its sequence only at each insert', async () => {
    const report = await checked(`
      CREATE SEQUENCE late; CREATE TABLE t (id int DEFAULT nextval('late'::text) PRIMARY KEY); INSERT INTO t VALUES (6)`);
    expect(entryOf(report, 'late')).toMatchObject({ status: 'behind', stepsBehind: '6' });
  });

  it('a column that the application fills itself, once the configuration names it', async () => {
    const sql = 'CREATE SEQUENCE hibernate_sequence; CREATE TABLE t (id bigint PRIMARY KEY); INSERT INTO t VALUES (6)';
    expect(entryOf(await checked(sql), 'hibernate_sequence').status).toBe('orphan');
    const feeds = { 'public.hibernate_sequence': ['public.t.id'] };
    expect(entryOf(await checked(sql, { sequences: { feeds } }), 'hibernate_sequence').status).toBe('behind');
  });

  it('a column that has a default and is named as a feed of another sequence as well', async () => {
    const sql = 'CREATE SEQUENCE hib; CREATE TABLE t (id bigserial PRIMARY KEY); INSERT INTO t VALUES (6)';
    const report = await checked(sql, { sequences: { feeds: { 'public.hib': ['public.t.id'] } } });
    expect(report.sequences?.map(({ name, status }) => `${name} ${status}`)).toEqual(['hib behind', 't_id_seq behind']);
  });

  it('an inherited child with a plain default, below a parent whose default is an expression', async () => {
    const sql = `CREATE SEQUENCE s; CREATE TABLE p (id bigint DEFAULT nextval('s') + 0);
      CREATE TABLE c (id bigint DEFAULT nextval('s')) INHERITS (p); INSERT INTO c VALUES (7)`;
    expect(entryOf(await checked(sql), 's')).toMatchObject({ status: 'behind', stepsBehind: '7' });
  });

  it('the sequence of a table that belongs to an extension', async () => {
    const shop = await database(
      'CREATE EXTENSION pg_trgm; CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t VALUES (1)',
    );
    await shop.query('ALTER EXTENSION pg_trgm ADD TABLE t; ALTER EXTENSION pg_trgm ADD SEQUENCE t_id_seq');
    expect(entryOf(await lockstep('check', shop.url), 't_id_seq').status).toBe('behind');
  });
});

describe('what is healthy', () => {
  it('an empty table', async () => {
    expect((await checked('CREATE TABLE t (id serial PRIMARY KEY)')).verdict).toBe('pass');
  });

  it('a table whose rows all came through the sequence', async () => {
    const sql = 'CREATE TABLE t (id serial PRIMARY KEY, x int); INSERT INTO t (x) SELECT generate_series(1, 5)';
    expect(entryOf(await checked(sql), 't_id_seq')).toMatchObject({ status: 'healthy', nextValue: '6' });
  });

  it('a sequence ahead of its rows, whose last ones were deleted', async () => {
    const sql = `CREATE TABLE t (id serial PRIMARY KEY); SELECT setval('t_id_seq', 1000); INSERT INTO t VALUES (3)`;
    expect(await statusOf(sql, 't_id_seq')).toBe('healthy');
  });

  it('negative sentinels below an ascending sequence', async () => {
    const sql = 'CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t VALUES (-1), (0)';
    expect(await statusOf(sql, 't_id_seq')).toBe('healthy');
  });

  it('rows of another node, which counts by the odd numbers', async () => {
    const sql = `CREATE SEQUENCE even START 2 INCREMENT 2; CREATE TABLE t (id int DEFAULT nextval('even') PRIMARY KEY);
      INSERT INTO t VALUES (1), (3), (5), (7)`;
    expect(await statusOf(sql, 'even')).toBe('healthy');
  });

  it('an inherited child with ids of its own from a sequence of its own', async () => {
    const report = await checked(`
      CREATE TABLE p (id serial PRIMARY KEY); CREATE TABLE c (id serial PRIMARY KEY) INHERITS (p);
      SELECT setval('c_id_seq', 5000); INSERT INTO c VALUES (5000)`);
    expect(entryOf(report, 'p_id_seq').status).toBe('healthy');
    expect(entryOf(report, 'c_id_seq').status).toBe('healthy');
  });

  it('a minimum above 1 that was not reached yet', async () => {
    const sql = `CREATE SEQUENCE high MINVALUE 1000; CREATE TABLE t (id int DEFAULT nextval('high') PRIMARY KEY); INSERT INTO t VALUES (7)`;
    expect(entryOf(await checked(sql), 'high')).toMatchObject({ status: 'healthy', nextValue: '1000', used: 0 });
  });

  it('fractions beside a numeric sequence, which it never hands out', async () => {
    const sql = `CREATE SEQUENCE n; CREATE TABLE t (id numeric DEFAULT nextval('n') PRIMARY KEY); INSERT INTO t VALUES (1.5)`;
    expect(await statusOf(sql, 'n')).toBe('healthy');
  });
});

describe('what is left out', () => {
  it("another session's temporary sequence", async () => {
    const shop = await database();
    await shop.query('CREATE TEMP TABLE t (id serial PRIMARY KEY); INSERT INTO t VALUES (5)');
    expect((await lockstep('check', shop.url)).sequences).toEqual([]);
  });

  it('a database without any sequence passes', async () => {
    const report = await checked('CREATE TABLE t (id int)');
    expect(report).toMatchObject({ verdict: 'pass', ok: true, sequences: [] });
  });
});

describe.each(versions)('on PostgreSQL %i', (version) => {
  it('reads any number of sequences in four round trips', async () => {
    const tables = Array.from(
      { length: 60 },
      (_, index) => `CREATE TABLE t${index} (id serial PRIMARY KEY); INSERT INTO t${index} VALUES (2);`,
    );
    const report = await lockstep('check', (await database(tables.join(''), { version })).url);
    expect(report.sequences?.filter(({ status }) => status === 'behind')).toHaveLength(60);
    expect(report.roundTrips).toBe(4);
    expect(report.target.server).toContain(`PostgreSQL ${version}`);
  });
});
