import { beforeAll, describe, expect, it } from 'vitest';
import { withReader } from '../../../../shared/guards/data/reader.ts';
import { type ValueFacts, valueFacts } from '../../../../shared/guards/data/values/facts.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database, type TestDatabase, versions } from '../../../support/database.ts';
import { houseFor, requestFor, targetAt, type Wish } from '../../../support/lockstep.ts';

const here = `
  CREATE TABLE t (
    id int, total text, note varchar(50), ratio numeric(10, 2), born text, "Odd ""name""" text, state text, same int, flag boolean,
    free text, "logged_at" varchar(60), due_date char(12), only_iso_date text, remark text
  );
  INSERT INTO t VALUES
    (1, '1.50', 'short', 10.00, '1990-12-31', 'x', 'open', 1, true, 'see 1990-12-31', '2024-01-31T10:00:00Z', '31/12/2024', '2024-01-31'),
    (2, 'n/a', 'much too long', 2.00, '31.12.1990', 'y', 'lost', 2, false, '01/02/2024', '2024-01-31 10:00:00.123+02', '12/31/2024', '2024-01-31 10:00'),
    (3, E'bell\\x07', NULL, NULL, '', NULL, 'open', 3, NULL, 'nothing', 'Wed, 31 Jan 2024 10:00:00 GMT', '01/02/2024', NULL),
    (4, '-', 'short', 3, 'unknown', 'z', 'open', 4, true, '2024-01-31', '1706695200', '', '2024-02-01');
  INSERT INTO t (remark) VALUES ('2024-01-31'), ('31.01.2024'), ('none so far'), ('see above'), ('paid twice');
  CREATE TABLE parted (a text, b int) PARTITION BY RANGE (b);
  CREATE TABLE part PARTITION OF parted DEFAULT;
  INSERT INTO parted VALUES ('one', 1), ('2', 2);
  ANALYZE;
`;
const there = `
  CREATE TYPE state AS ENUM ('open');
  CREATE TABLE t (
    id bigint, total numeric(10, 2), note varchar(5), ratio int, born date, "Odd ""name""" uuid, state state, same int, flag int, free text
  );
  CREATE TABLE parted (a int, b int);
`;

describe.each(versions)('on PostgreSQL %i', (version) => {
  let shop: TestDatabase;
  let facts: ValueFacts;
  beforeAll(async () => {
    const [own, other] = await Promise.all([database(here, { version }), database(there, { version })]);
    shop = own;
    facts = await valuesOf(shop.url, { reference: { name: 'staging', target: targetAt(other.url) } });
  });

  it('tries the values of columns of another type by its own input function', () => {
    const told = facts.mismatches.map(({ table, column, wanted, tried, refused, samples, whole }) => {
      return [`${table}.${column}`, wanted, tried, refused, samples, whole];
    });
    expect(told).toEqual([
      ['parted.a', 'integer', 2n, 1n, ['one'], true],
      ['t.Odd "name"', 'uuid', 3n, 3n, expect.arrayContaining(['x', 'y', 'z']), true],
      ['t.born', 'date', 4n, expect.any(BigInt), expect.arrayContaining(['unknown']), true],
      ['t.flag', 'integer', 3n, 0n, [], true],
      ['t.id', 'bigint', 4n, 0n, [], true],
      ['t.note', 'character varying(5)', 3n, 1n, ['much too long'], true],
      ['t.ratio', 'integer', 3n, 0n, [], true],
      ['t.total', 'numeric(10,2)', 4n, 3n, expect.arrayContaining(['n/a', 'bell\u{FFFD}']), true],
      ['t.state', 'public.state', null, 0n, [], false],
    ]);
    expect(facts.mismatches.at(-1)?.unread?.reason).toContain('does not exist');
  });

  it('tells the formats of dates in text columns whose names say so', () => {
    const told = facts.dates.map(({ column, formats }) => [
      column,
      ...formats.map(({ format, count }) => `${count} ${format}`).sort(),
    ]);
    expect(told).toEqual([
      ['born', '1 DD.MM.YYYY', '1 YYYY-MM-DD'],
      ['logged_at', '1 DD Month YYYY', '1 seconds since 1970', '2 YYYY-MM-DD'],
      ['due_date', '1 DD/MM/YYYY', '1 DD/MM/YYYY or MM/DD/YYYY', '1 MM/DD/YYYY'],
    ]);
    expect(facts.unread).toEqual([]);
  });

  it('looks at every text column with --all, and then says so only where most texts are dates', async () => {
    const all = await valuesOf(shop.url, { all: true });
    expect(all.dates.map(({ column }) => column)).toEqual(['born', 'free', 'logged_at', 'due_date']);
    expect(all.examined).toBe(11);
  });

  it('says what it may not read, and leaves out what is to be ignored', async () => {
    const stranger = await shop.role();
    const unread = await valuesOf(stranger.url);
    expect(unread).toMatchObject({
      dates: [],
      unread: [{ schema: 'public', table: 't', reason: expect.stringContaining('permission denied') }],
    });
    const ignore = [{ object: 'public.t.*', reason: 'legacy' }];
    expect(await valuesOf(stranger.url, { settings: { data: { ignore } } })).toMatchObject({ unread: [], examined: 0 });
  });
});

it('reads a part of a large table, the same one each time', async () => {
  const shop = await database(`
    CREATE TABLE t AS SELECT CASE WHEN n % 2 = 0 THEN '2024-01-31' ELSE '31.01.2024' END AS born FROM generate_series(1, 25000) n;
    ANALYZE t`);
  const [one, two] = [await valuesOf(shop.url), await valuesOf(shop.url)];
  expect(one.dates).toMatchObject([{ whole: false, formats: [{}, {}] }]);
  expect(Number(one.dates[0]?.looked)).toBeLessThan(20_000);
  expect(two).toEqual(one);
});

function valuesOf(url: string, wish: Wish = {}): Promise<ValueFacts> {
  const request = requestFor('check', url, wish);
  return withSession(request, houseFor(), (session) =>
    withReader(session, request, (reader) => valueFacts(session, request, reader)),
  );
}
