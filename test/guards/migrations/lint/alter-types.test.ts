import { beforeAll, expect, it } from 'vitest';
import { type ColumnType, fate, typeOf } from '../../../../shared/guards/migrations/linting/column-type.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import { database } from '../../../support/database.ts';
import { type LintWish, lintOf } from './harness.ts';

beforeAll(loadParser);

const found = async (sql: string, wish: LintWish = {}) =>
  (await lintOf(sql, wish)).filter(({ rule }) => rule === 'change-column-type');
const classes = async (sql: string, wish?: LintWish) => (await found(sql, wish)).map((entry) => entry.class);

/** Every pair within a family is tried on a real table. */
const families = [
  ['text', 'varchar', 'varchar(5)', 'varchar(10)', 'char(5)', 'char(10)', 'bpchar', 'xml'],
  ['numeric', 'numeric(5,2)', 'numeric(10,2)', 'numeric(10,3)', 'numeric(10)', 'integer', 'bigint', 'oid'],
  ['timestamp', 'timestamp(3)', 'timestamp(6)', 'timestamptz', 'timestamptz(3)', 'timestamptz(6)', 'date'],
  ['time', 'time(3)', 'interval', 'interval(3)', 'interval(6)', 'timetz', 'timetz(2)'],
  ['bit(3)', 'varbit', 'varbit(3)', 'varbit(8)'],
  ['varchar(5)[]', 'varchar(10)[]', 'varchar[]', 'text[]', 'text'],
  ['inet', 'cidr', 'text'],
];

it('knows what PostgreSQL does with the rows for every pair of types', async () => {
  const shop = await database(measuring);
  const measured = await shop.query<Measured>('SELECT * FROM fates($1)', [JSON.stringify(families)]);
  expect(measured.length).toBeGreaterThan(200);
  expect(measured.filter(({ before, after, zone, kept }) => kept !== isKept(before, after, zone))).toEqual([]);
});

interface Measured {
  before: string;
  after: string;
  zone: string;
  kept: boolean;
}

function isKept(before: string, after: string, zone: string): boolean {
  const judged = fate(typeOf(before) as ColumnType, typeOf(after) as ColumnType);
  return judged === 'kept' || (judged === 'utc' && zone === 'UTC');
}

/** Makes a table with a column of every type of a family, changes it to every other, and looks whether it has a new file. */
const measuring = `
  CREATE FUNCTION fates(families json) RETURNS TABLE (before text, after text, zone text, kept boolean)
  LANGUAGE plpgsql AS $$
  DECLARE file oid; family json;
  BEGIN
    FOR family IN SELECT json_array_elements(families) LOOP
      FOR before, after, zone IN
        SELECT one, other, place
        FROM json_array_elements_text(family) one, json_array_elements_text(family) other,
          unnest(ARRAY['UTC', 'Europe/Berlin']) place
        WHERE place = 'UTC' OR one || other LIKE 'timestamp%timestamp%'
      LOOP
        PERFORM set_config('TimeZone', zone, true);
        BEGIN
          EXECUTE format('CREATE TEMP TABLE pair (c %s)', before);
          SELECT relfilenode INTO file FROM pg_class WHERE oid = 'pair'::regclass;
          EXECUTE format('ALTER TABLE pair ALTER c TYPE %s', after);
          SELECT relfilenode = file INTO kept FROM pg_class WHERE oid = 'pair'::regclass;
          RAISE SQLSTATE 'ZZ000';
        EXCEPTION
          WHEN datatype_mismatch OR cannot_coerce THEN NULL;
          WHEN SQLSTATE 'ZZ000' THEN RETURN NEXT;
        END;
      END LOOP;
    END LOOP;
  END $$`;

const users = (type: string, more = {}) => ({ tables: [{ name: 'users', columns: { name: { type } }, ...more }] });

it('is quiet where the database has a type that the new one includes, and warns where it has not', async () => {
  const widen = 'ALTER TABLE users ALTER name TYPE varchar(20)';
  expect(await classes(widen, users('character varying(10)'))).toEqual([]);
  expect(await classes(widen, users('character varying(50)'))).toEqual(['dangerous']);
  expect(await classes(widen, users('text'))).toEqual(['dangerous']);
});

it('cannot know without a database, and is milder about text, which most come to from varchar', async () => {
  expect(await classes('ALTER TABLE users ALTER name TYPE varchar(20)')).toEqual(['dangerous']);
  expect(await classes('ALTER TABLE users ALTER name TYPE text')).toEqual(['careful']);
});

it('remembers the type that an earlier statement of the transaction gave the column', async () => {
  const sql =
    'ALTER TABLE users ADD name varchar(5), ALTER name TYPE varchar(9); ALTER TABLE users ALTER name TYPE text';
  expect(await classes(sql)).toEqual([]);
});

it('takes USING for what it is: the plain cast that Rails and Prisma write changes nothing, an expression rewrites', async () => {
  const before = users('character varying(10)');
  expect(await classes('ALTER TABLE users ALTER name TYPE text USING name::text', before)).toEqual([]);
  expect(await classes('ALTER TABLE users ALTER name TYPE text USING ("name")', before)).toEqual([]);
  expect(await classes('ALTER TABLE users ALTER name TYPE text USING lower(name)', before)).toEqual(['dangerous']);
});

it('shows the way in UTC from timestamp to timestamptz, and is quiet about who goes it', async () => {
  const sql = 'ALTER TABLE users ALTER name TYPE timestamptz';
  const [entry] = await found(sql, users('timestamp without time zone'));
  expect(entry).toMatchObject({ class: 'careful', sql: ["SET LOCAL TimeZone = 'UTC';", `${sql};`] });
  expect(await classes(`SET LOCAL TimeZone = 'UTC'; ${sql}`, users('timestamp without time zone'))).toEqual([]);
});

it('says what is done again although the rows stay: a CHECK on the column, an index on an expression', async () => {
  const sql = 'ALTER TABLE users ALTER name TYPE text';
  const messages = async (more: object) =>
    (await found(sql, users('character varying(10)', more))).map(({ message }) => message).join();
  expect(await messages({ checks: ["CHECK (((name)::text <> ''::text))"] })).toContain('CHECK on it is proven again');
  expect(await messages({ checks: ["CHECK (((rename)::text <> ''::text))"] })).toBe('');
  const index = { name: 'i', columns: [''], unique: false, partial: false, valid: true };
  expect(await messages({ indexes: [index] })).toContain('index');
});

it('gives the steps by the real names', async () => {
  const [entry] = await found(
    'ALTER TABLE ONLY billing."Orders" ALTER COLUMN "order" SET DATA TYPE numeric(12, 4) USING 1',
    {
      tables: [],
    },
  );
  expect(entry).toBeDefined();
  const [known] = await found('ALTER TABLE users ALTER COLUMN name TYPE bigint', users('integer'));
  expect(known?.recipe?.join('\n')).toContain('ALTER TABLE users ADD COLUMN name_new bigint;');
});
