import { escapeIdentifier, escapeLiteral } from 'pg';
import { describe, expect, test } from 'vitest';
import { namesFrom, namesInPool } from '../guards/sequences/oracle/names.ts';
import { database } from '../support/database.ts';
import { lockstep } from '../support/lockstep.ts';

const next = namesFrom(0);
const names = Array.from({ length: namesInPool }, () => next());

/** Schema, table, column, sequence and role of the same name: each way to move a sequence, with and without an index. */
describe('a name may be anything that PostgreSQL takes', () => {
  test.each([
    ['advance', 'CACHE 1'],
    ['restart', 'CACHE 20'],
  ])('check, fix (%s) and verify read each right', async (method, cache) => {
    const shop = await database(names.map((name) => tableSql(name, cache)).join('\n'));
    expect(await lockstep('check', shop.url)).toMatchObject({ verdict: 'block' });
    const fixed = await lockstep('fix', shop.url);
    expect(fixed.changes.map(({ subject: { schema } }) => schema).sort()).toEqual([...names].sort());
    expect(new Set(fixed.changes.map((change) => change.method))).toEqual(new Set([method]));
    expect(fixed.changes.map(({ to }) => to)).toEqual(names.map(() => '8'));
    for (const proof of ['insert', 'nextval'] as const) {
      const verified = await lockstep('verify', shop.url, { proof });
      expect(verified.findings.filter(({ code }) => code !== 'sequences/unowned')).toEqual([]);
      expect(verified.sequences?.map((entry) => entry.proof?.free)).toEqual(names.map(() => true));
    }
  });

  test('nothing of a name was ever run: the trap is still there', async () => {
    const script = `x"; DROP TABLE trap; --`;
    const shop = await database(`CREATE TABLE trap ();
      ${tableSql(script, 'CACHE 1')} ${tableSql(`'; DROP TABLE trap; --`, 'CACHE 9')} ${tableSql('$$; DROP TABLE trap; $$', '')}`);
    for (const operation of ['check', 'fix', 'verify'] as const) await lockstep(operation, shop.url);
    expect(await shop.query(`SELECT to_regclass('trap')::text AS trap`)).toEqual([{ trap: 'trap' }]);
  });
});

test('equal names in two schemas are two tables', async () => {
  const shop = await database(`
    CREATE SCHEMA old; CREATE TABLE old.orders (id serial PRIMARY KEY); INSERT INTO old.orders VALUES (500);
    CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (7)`);
  const fixed = await lockstep('fix', shop.url, { fix: { only: ['public.orders_id_seq'] } });
  expect(fixed.changes).toMatchObject([{ subject: { schema: 'public' }, to: '8' }]);
  expect(await shop.query('SELECT last_value, is_called FROM old.orders_id_seq')).toEqual([
    { last_value: '1', is_called: false },
  ]);
});

test('a search path, and functions and types of the names that we use, lead nobody astray', async () => {
  const shop = await database(`CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (5);
    CREATE SCHEMA evil; CREATE TABLE evil.orders (id int); CREATE TABLE evil.pg_class (oid oid);
    CREATE FUNCTION evil.nextval(regclass) RETURNS bigint LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION evil.max(int) RETURNS int LANGUAGE sql AS 'SELECT 0'`);
  const victim = await shop.role(
    (role) => `ALTER ROLE ${role} SUPERUSER; ALTER ROLE ${role} SET search_path = evil, pg_catalog, public`,
  );
  expect(await lockstep('check', victim.url)).toMatchObject({ verdict: 'block' });
  expect((await lockstep('fix', victim.url)).changes).toMatchObject([{ to: '6' }]);
  expect(await lockstep('verify', victim.url)).toMatchObject({ sequences: [{ proof: { value: '6', free: true } }] });
});

test("a trigger that finds its tables by the role's search path is not led astray by ours", async () => {
  const shop = await database(`CREATE TABLE notes (line text); CREATE TABLE orders (id serial PRIMARY KEY);
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO notes VALUES ('made ' || NEW.id); RETURN NEW; END $$;
    CREATE TRIGGER note BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note()`);
  const report = await lockstep('verify', shop.url, { proof: 'insert' });
  expect(report).toMatchObject({ verdict: 'pass', sequences: [{ proof: { method: 'insert', value: '1' } }] });
  expect(await shop.query('SELECT FROM notes')).toEqual([]);
});

/** A schema, table and column of one name, fed by a sequence of another. */
function tableSql(name: string, cache: string): string {
  const own = escapeIdentifier(name);
  const sequence = `${own}.${escapeIdentifier(names[names.indexOf(name) + 1] ?? 'of it')}`;
  return `CREATE SCHEMA ${own}; CREATE SEQUENCE ${sequence} ${cache};
    CREATE TABLE ${own}.${own} (${own} bigint PRIMARY KEY DEFAULT nextval(${escapeLiteral(sequence)}), pad int);
    INSERT INTO ${own}.${own} VALUES (7), (3);`;
}
