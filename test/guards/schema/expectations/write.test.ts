import { describe, expect, it } from 'vitest';
import { unmetExpectations } from '../../../../shared/guards/schema/expectations/expectations.ts';
import {
  expectationsOf,
  expectationsText,
  type WriteOptions,
} from '../../../../shared/guards/schema/expectations/write.ts';
import { type ExpectSettings, expectSettingsSchema } from '../../../../shared/model/settings.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database, versions } from '../../../support/database.ts';
import { houseFor, requestFor } from '../../../support/lockstep.ts';

const setup = `
  CREATE SCHEMA "odd.schema";
  CREATE TYPE public.status AS ENUM ('open');
  CREATE DOMAIN "odd.schema"."Price" AS numeric(10, 2);
  CREATE TABLE "odd.schema"."T ""1""" (
    "a.b" serial PRIMARY KEY,
    v varchar(20)[], n numeric(8, 2), z timestamptz(3), i interval day to second(3), c char(4), q "char", b bit varying(5),
    d "odd.schema"."Price", s status, x text COLLATE "C", f float(24), t time with time zone, r int4range,
    UNIQUE (v, n)
  );
  CREATE UNIQUE INDEX ON "odd.schema"."T ""1""" (n, v) INCLUDE (z);
  CREATE UNIQUE INDEX ON "odd.schema"."T ""1""" (n) WHERE n > 5;
  CREATE TABLE keyless (a int);
  CREATE TABLE parted (a int PRIMARY KEY) PARTITION BY RANGE (a);
  CREATE TABLE part PARTITION OF parted DEFAULT;
  CREATE TABLE system_config (key text PRIMARY KEY, value text);
  INSERT INTO system_config VALUES ('it''s "quoted"', 'v'), ('zone', 'w');
`;

const everything = { schemas: [], tables: [], kinds: [] };

function inSession(url: string, options: Partial<WriteOptions> = {}): Promise<ExpectSettings> {
  return withSession(requestFor('check', url), houseFor(), (session) =>
    expectationsOf(session, { columns: false, rows: [], scope: everything, ...options }),
  );
}

describe.each(versions)('on PostgreSQL %i', (version) => {
  it('writes what the same database then has, in any spelling of its own', async () => {
    const shop = await database(setup, { version });
    await shop.query(
      `ALTER DATABASE ${shop.name} SET lock_timeout = '7s'; ALTER DATABASE ${shop.name} SET app.jwt_secret = 's3cret'`,
    );
    const written = expectationsText(await inSession(shop.url, { columns: true, rows: ['public.system_config.key'] }));
    const expected = expectSettingsSchema.parse(JSON.parse(written));
    expect(expected).toMatchObject({
      tables: ['public.keyless'],
      primaryKeys: { 'odd.schema.T "1"': ['a.b'], 'public.parted': ['a'], 'public.system_config': ['key'] },
      unique: { 'odd.schema.T "1"': [[expect.any(String), expect.any(String)]] },
      extensions: {},
      rows: [{ table: 'public.system_config', column: 'key', in: ['it\'s "quoted"', 'zone'] }],
      settings: { server_encoding: 'UTF8', lock_timeout: '7s' },
    });
    expect(Object.keys(expected.columns)).toHaveLength(18);
    expect(written).not.toContain('s3cret');
    expect(
      await withSession(requestFor('check', shop.url), houseFor(), (session) => unmetExpectations(session, expected)),
    ).toEqual([]);
    expect((await inSession(shop.url)).columns).toEqual({});
  });
});

it('says which rows it cannot write', async () => {
  const shop = await database('CREATE TABLE big AS SELECT generate_series(1, 1001) AS a');
  await expect(inSession(shop.url, { rows: ['public.big.b'] })).rejects.toThrow('there is no column public.big.b');
  await expect(inSession(shop.url, { rows: ['public.big.a'] })).rejects.toThrow('more than 1000 values');
});

it('writes of some tables alone, as the scope of a comparison names them', async () => {
  const { url } = await database(`
    CREATE SCHEMA a; CREATE SCHEMA b;
    CREATE TABLE a.one (id int PRIMARY KEY); CREATE TABLE a.two (id int PRIMARY KEY); CREATE TABLE b.one (id int PRIMARY KEY);
    CREATE TABLE b.bare (code text); INSERT INTO b.bare VALUES ('x')`);
  const keyed = async (scope: Partial<WriteOptions['scope']>) => {
    const { primaryKeys, tables, columns } = await inSession(url, {
      columns: true,
      scope: { ...everything, ...scope },
    });
    return [...Object.keys(primaryKeys), ...tables, ...Object.keys(columns)];
  };
  expect(await keyed({ schemas: ['a'] })).toEqual(['a.one', 'a.two', 'a.one.id', 'a.two.id']);
  expect(await keyed({ tables: ['*.one'] })).toEqual(['a.one', 'b.one', 'a.one.id', 'b.one.id']);
  expect(await keyed({ schemas: ['b'], tables: ['*.b*'] })).toEqual(['b.bare', 'b.bare.code']);
  const scope = { ...everything, schemas: ['a'] };
  expect((await inSession(url, { rows: ['b.bare.code'], scope })).rows).toMatchObject([{ table: 'b.bare', in: ['x'] }]);
  await expect(keyed({ schemas: ['c'], tables: ['c.*'] })).rejects.toThrow('there is no table of c, c.*');
});
