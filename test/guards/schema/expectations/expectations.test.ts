import { beforeAll, describe, expect, it } from 'vitest';
import { countOfExpectations, unmetExpectations } from '../../../../shared/guards/schema/expectations/expectations.ts';
import { expectSettingsSchema } from '../../../../shared/model/settings.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database, type TestDatabase, versions } from '../../../support/database.ts';
import { houseFor, requestFor } from '../../../support/lockstep.ts';
import type { Expecting } from './expecting.ts';

const setup = `
  CREATE SCHEMA "odd.schema";
  CREATE TYPE public.status AS ENUM ('open', 'done');
  CREATE DOMAIN public.price AS numeric(10, 2) CHECK (VALUE >= 0);
  CREATE TABLE orders (
    id serial PRIMARY KEY,
    code varchar(20) NOT NULL CHECK (code IN ('R', 'C')),
    at timestamptz(3),
    state status,
    total price,
    tags text[],
    email text UNIQUE,
    flag char,
    CONSTRAINT late CHECK (id > 0) NOT VALID
  );
  CREATE INDEX orders_code ON orders USING btree (lower(code::text)) WHERE id <> 3;
  CREATE UNIQUE INDEX orders_open ON orders (code) WHERE state = 'open';
  CREATE TABLE "odd.schema"."t.1" ("c.1" int, "it's" text, PRIMARY KEY ("c.1", "it's"));
  CREATE TABLE system_config (id serial PRIMARY KEY, key text, kind status, ratio numeric);
  INSERT INTO system_config (key, kind, ratio) VALUES ('time zone', 'open', 1.50), ('it''s', 'done', 2);
  CREATE TABLE loose (a int, b int);
  CREATE TABLE parted (a int, b int) PARTITION BY RANGE (a);
  CREATE VIEW seen AS SELECT * FROM loose;
`;

describe.each(versions)('on PostgreSQL %i', (version) => {
  let shop: TestDatabase;
  beforeAll(async () => {
    shop = await database(setup, { version });
  });

  async function unmet(expecting: Expecting, url = shop.url) {
    let roundTrips = 0;
    const found = await withSession(requestFor('check', url), houseFor(), async (session) => {
      const before = session.roundTrips;
      const expected = await unmetExpectations(session, expectSettingsSchema.parse(expecting));
      roundTrips = session.roundTrips - before;
      return expected;
    });
    expect(roundTrips).toBeLessThanOrEqual(2);
    return found;
  }

  it('is content with what is there, however that is spelled', async () => {
    const expecting: Expecting = {
      tables: ['public.orders', 'odd.schema.t.1', 'public.parted'],
      columns: {
        'public.orders.id': 'serial',
        'public.orders.code': 'varchar(20)',
        'public.orders.at': 'TIMESTAMPTZ(3)',
        'public.orders.state': 'status',
        'public.orders.total': 'public.price',
        'public.orders.tags': ' text [ ] ',
        'public.orders.flag': 'char',
        'public.orders.email': true,
        'public.seen.a': 'int4',
        'odd.schema.t.1.c.1': 'int',
      },
      primaryKeys: { 'public.orders': ['id'], 'odd.schema.t.1': ["it's", 'c.1'] },
      unique: { 'public.orders': [['email'], ['id']] },
      constraints: {
        'public.orders.late': 'check (id > 0)',
        'public.orders.orders_code_check': "CHECK (code IN ('R','C'))",
        'public.orders.orders_email_key': true,
      },
      indexes: {
        'public.orders_code': 'CREATE INDEX orders_code ON orders (LOWER(code)) WHERE id != 3',
        'public.orders_open': "(code) where (state = 'open')",
        'public.orders_pkey': true,
      },
      extensions: { plpgsql: true },
      rows: [
        { table: 'public.system_config', column: 'key', in: ["it's", 'time zone'] },
        { table: 'public.system_config', column: 'kind', in: ['open'] },
        { table: 'public.system_config', column: 'ratio', in: [1.5, '2.00'] },
      ],
    };
    const [own] = await shop.query('SELECT datcollate FROM pg_database WHERE datname = current_database()');
    const settings = { server_encoding: 'utf-8', row_security: 'true', lc_collate: String(own?.datcollate) };
    expect(await unmet({ ...expecting, settings })).toEqual([]);
    expect(countOfExpectations(expectSettingsSchema.parse({ ...expecting, settings }))).toBe(30);
  });

  it('tells a key on a stray id, and gives the index that keeps duplicates out', async () => {
    const expected = await unmet({ primaryKeys: { 'public.system_config': ['key'] } });
    expect(expected).toMatchObject([
      {
        code: 'schema/expected-primary-key',
        wanted: 'key',
        found: 'primary key system_config_pkey on id',
        note: expect.stringContaining(
          'DROP CONSTRAINT "system_config_pkey", ADD PRIMARY KEY USING INDEX "system_config_key_key"',
        ),
        sql: ['CREATE UNIQUE INDEX CONCURRENTLY "system_config_key_key" ON "public"."system_config" ("key");'],
      },
    ]);
  });

  it('tells a missing table once, whatever is expected of it', async () => {
    const expected = await unmet({
      tables: ['public.gone', 'public.seen'],
      columns: { 'public.gone.a': 'int' },
      primaryKeys: { 'public.gone': ['a'] },
      unique: { 'public.gone': [['a']] },
      rows: [{ table: 'public.gone', column: 'a', in: [1] }],
    });
    expect(expected.map(({ object, found }) => [object, found])).toEqual([
      ['public.seen', 'a view'],
      ['public.gone', null],
    ]);
  });

  it('gives statements that can be run, and is content then', async () => {
    const copy = await database(setup, { version });
    const expecting: Expecting = {
      columns: { 'public.loose.note': 'varchar(7)' },
      primaryKeys: { 'public.loose': ['a', 'b'], 'public.parted': ['a'], 'public.system_config': ['key'] },
      unique: { 'public.loose': [['b']] },
      constraints: { 'public.loose.positive': 'CHECK (a > 0)' },
      indexes: { 'public.loose_b': 'CREATE INDEX loose_b ON loose (b DESC)' },
      settings: { TimeZone: 'Europe/Berlin' },
    };
    const expected = await unmet(expecting, copy.url);
    expect(expected).toHaveLength(8);
    for (const { sql, note } of expected) {
      for (const statement of [...sql, ...(/(ALTER TABLE .*;)/.exec(note ?? '')?.slice(1) ?? [])])
        await copy.query(statement);
    }
    expect(await unmet(expecting, copy.url)).toEqual([]);
  });

  it('says which rows are missing, and what cannot be compared', async () => {
    const rows = [
      { table: 'public.system_config', column: 'key', in: ['time zone', 'currency', 'a"b'] },
      { table: 'public.system_config', column: 'kind', in: ['lost'] },
      { table: 'public.system_config', column: 'gone', in: ['lost'] },
    ];
    expect(await unmet({ rows })).toMatchObject([
      { code: 'schema/expected-column', object: 'public.system_config.gone', found: null },
      { code: 'schema/expected-row', wanted: '"currency", "a\\"b"', found: '"time zone"' },
      { code: 'schema/expected-row', unread: expect.stringContaining('lost') },
    ]);
  });

  it('says what a role may not read in place of calling it missing', async () => {
    const stranger = await shop.role();
    const rows = [{ table: 'public.system_config', column: 'key', in: ['x'] }];
    expect(await unmet({ rows, tables: ['public.system_config'] }, stranger.url)).toMatchObject([
      { unread: expect.stringContaining('permission denied') },
    ]);
  });

  it('never runs what is given as a type', async () => {
    const types = ['int) ; DROP TABLE orders; --', 'int)::text', 'varchar((SELECT 1))', 'nosuch', 'int from pg_class'];
    for (const type of types) {
      expect(await unmet({ columns: { 'public.orders.id': type } })).toMatchObject([
        { object: 'public.orders.id', found: 'integer', unread: expect.any(String) },
      ]);
    }
    expect(await shop.query('SELECT count(*)::int AS orders FROM orders')).toEqual([{ orders: 0 }]);
  });

  it('knows a setting as a new session has it, not as its own does', async () => {
    const reader = await shop.role(
      (role) => `ALTER ROLE ${role} SET TimeZone = 'Asia/Tokyo'; ALTER ROLE ${role} SET app.secret = 's3cret'`,
    );
    const settings = {
      TimeZone: 'UTC',
      search_path: '"$user",public',
      'app.secret': 't0psecret',
      application_name: 'shop',
      nonsense: '1',
      work_mem: '4096 kB',
    };
    const expected = await unmet({ settings }, reader.url);
    expect(expected).toMatchObject([
      { object: 'TimeZone', found: 'Asia/Tokyo', sql: [`ALTER ROLE "${reader.name}" SET TimeZone = 'UTC';`] },
      { object: 'app.secret', found: 'another value' },
      { object: 'application_name', unread: expect.any(String) },
      { object: 'nonsense', unread: expect.any(String) },
    ]);
    expect(JSON.stringify(expected)).not.toMatch(/s3cret|t0psecret/);
  });

  it('shows the value of no setting that may be a secret, neither what it is nor what it should be', async () => {
    const settings = {
      'app.db_pwd': 'hunter2',
      'app.database_dsn': 'postgres://u:hunter2@h/d',
      ssl_key_file: '/hunter2',
    };
    const expected = await unmet({ settings });
    expect(expected.map(({ object, wanted, sql }) => [object, wanted, sql])).toEqual(
      Object.keys(settings).map((name) => [name, 'the expected one', []]),
    );
    expect(expected[0]?.note).toContain(`ALTER DATABASE "${shop.name}" SET app.db_pwd sets it`);
    expect(JSON.stringify(expected)).not.toContain('hunter2');
  });

  it('takes neither a partial nor an invalid index for a key', async () => {
    const copy = await database(
      'CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1); CREATE UNIQUE INDEX p ON t (a) WHERE a > 5',
      { version },
    );
    await copy.query('CREATE UNIQUE INDEX CONCURRENTLY t_a_key ON t (a)').catch(() => {});
    const expected = await unmet({ unique: { 'public.t': [['a']] }, indexes: { 'public.t_a_key': true } }, copy.url);
    expect(expected).toMatchObject([
      {
        found: 'partial unique index p on a, invalid unique index t_a_key on a',
        sql: ['REINDEX INDEX CONCURRENTLY "public"."t_a_key";'],
      },
      { code: 'schema/expected-index', found: 'invalid' },
    ]);
  });
});
