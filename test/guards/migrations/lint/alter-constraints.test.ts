import { beforeAll, expect, it } from 'vitest';
import { lint, nowhere } from '../../../../shared/guards/migrations/linting/lint.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import type { Probe } from '../../../../shared/guards/migrations/linting/rule.ts';
import { database } from '../../../support/database.ts';
import { type KnownTable, type LintWish, lintOf } from './harness.ts';

/** What the rule says of SQL: the class of each of its hits. */
async function classes(rule: string, sql: string, wish: LintWish = {}): Promise<string[]> {
  return (await lintOf(sql, wish)).filter((entry) => entry.rule === rule).map((entry) => entry.class);
}

const required = 'ALTER TABLE users ALTER email SET NOT NULL';
const users = (more: Partial<KnownTable> = {}): LintWish => ({
  tables: [{ name: 'users', columns: { email: { type: 'text' } }, ...more }],
});

it('is quiet about SET NOT NULL where a valid CHECK of the database proves it', async () => {
  const of = (checks: string[]) => classes('set-not-null', required, users({ checks }));
  expect(await of([])).toEqual(['dangerous']);
  expect(await of(['CHECK ((email IS NOT NULL))'])).toEqual([]);
  expect(await of(["CHECK (((email IS NOT NULL) AND (email <> ''::text)))"])).toEqual([]);
  expect(await of(["CHECK (((email IS NOT NULL) OR (email <> ''::text)))"])).toEqual(['dangerous']);
  expect(await of(['CHECK ((other IS NOT NULL))'])).toEqual(['dangerous']);
  expect(
    await classes('set-not-null', required, users({ columns: { email: { type: 'text', notNull: true } } })),
  ).toEqual([]);
});

it('is quiet about SET NOT NULL where the transaction made such a CHECK valid before', async () => {
  const add = 'ALTER TABLE users ADD CONSTRAINT has_email CHECK (email IS NOT NULL)';
  expect(await classes('set-not-null', `${add}; ${required}`)).toEqual([]);
  expect(await classes('set-not-null', `${add} NOT VALID; ${required}`)).toEqual(['dangerous']);
  const validate = 'ALTER TABLE users VALIDATE CONSTRAINT has_email';
  expect(await classes('set-not-null', `${add} NOT VALID; ${validate}; ${required}`)).toEqual([]);
});

it('finds the NOT NULL constraint of PostgreSQL 18 as well, unless it is NOT VALID', async () => {
  const add = 'ALTER TABLE users ADD CONSTRAINT has_email NOT NULL email';
  expect(await classes('set-not-null', add)).toEqual(['dangerous']);
  expect(await classes('set-not-null', `${add} NOT VALID`)).toEqual([]);
});

it('says nothing of constraints that are not proven yet, not enforced, or made from an index', async () => {
  for (const constraint of [
    'CHECK (a > 0) NOT VALID',
    'CHECK (a > 0) NOT ENFORCED',
    'FOREIGN KEY (a) REFERENCES users NOT VALID',
    'CONSTRAINT a UNIQUE USING INDEX b',
    'CONSTRAINT a PRIMARY KEY USING INDEX b',
  ]) {
    const found = await lintOf(`SET lock_timeout = '2s'; ALTER TABLE orders ADD ${constraint}`);
    expect(found.map(({ rule }) => rule)).toEqual([]);
  }
});

it('knows that a partitioned table has no NOT VALID foreign key before 18', async () => {
  const sql = 'ALTER TABLE events ADD FOREIGN KEY (user_id) REFERENCES users (id)';
  const of = async (version: number) =>
    (await lintOf(sql, { version, tables: [{ name: 'events', kind: 'p' }] })).filter(({ rule }) =>
      rule.startsWith('add-'),
    );
  expect((await of(17))[0]?.sql).toBeUndefined();
  expect((await of(17))[0]?.recipe?.[0]).toContain('PostgreSQL 17');
  expect((await of(18))[0]?.sql).toHaveLength(2);
});

it.each([
  ['PRIMARY KEY', 'add-primary-key'],
  ['UNIQUE', 'add-unique-constraint'],
])('changes a key of the same name as Prisma does: %s', async (kind, rule) => {
  const shop = await database(
    `CREATE TABLE "User" (a int NOT NULL, b int NOT NULL, CONSTRAINT "User_key" ${kind} (a))`,
  );
  const sql = `ALTER TABLE "User" DROP CONSTRAINT "User_key",\nADD CONSTRAINT "User_key" ${kind} ("b");`;
  const entry = (await lintOf(sql)).find((each) => each.rule === rule);
  for (const step of entry?.sql ?? []) await shop.query(step);
  const keys = `SELECT i.indexrelid::regclass::text AS index, c.conname AS name, pg_get_constraintdef(c.oid) AS def
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid WHERE i.indrelid = '"User"'::regclass`;
  expect(await shop.query(keys)).toEqual([{ index: '"User_key"', name: 'User_key', def: `${kind} (b)` }]);
});

it('offers no way to a key on a column that the statement itself makes', async () => {
  for (const kind of ['PRIMARY KEY', 'UNIQUE']) {
    const found = await lintOf(`ALTER TABLE users ADD COLUMN key int NOT NULL, ADD CONSTRAINT k ${kind} (key)`);
    expect(found.find(({ rule }) => /add-(primary|unique)/.test(rule))).toMatchObject({ class: 'dangerous' });
    expect(found.find(({ rule }) => /add-(primary|unique)/.test(rule))?.sql).toBeUndefined();
  }
});

it('offers no index CONCURRENTLY on a partitioned table', async () => {
  const [entry] = (
    await lintOf('ALTER TABLE events ADD UNIQUE (id)', { tables: [{ name: 'events', kind: 'p' }] })
  ).filter(({ rule }) => rule === 'add-unique-constraint');
  expect(entry?.sql ?? []).toEqual([]);
  expect(entry?.recipe?.[1]).toContain('ATTACH PARTITION');
});

it('finds a primary key from an index whose column may be NULL', async () => {
  const sql = 'ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_email';
  const indexes = [{ name: 'users_email', columns: ['email'], unique: true, partial: false, valid: true }];
  expect(await classes('add-primary-key', sql, users({ indexes }))).toEqual(['dangerous']);
  const notNull = { email: { type: 'text', notNull: true } };
  expect(await classes('add-primary-key', sql, users({ indexes, columns: notNull }))).toEqual([]);
});

it('finds VALIDATE in the transaction that added the constraint, in the same statement too, and no other', async () => {
  const rule = 'validate-constraint-in-same-transaction';
  const add = 'ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0) NOT VALID';
  const validate = 'ALTER TABLE orders VALIDATE CONSTRAINT c';
  expect(await classes(rule, `${add}; ${validate}`)).toEqual(['careful']);
  expect(await classes(rule, `${add}, VALIDATE CONSTRAINT c`)).toEqual(['careful']);
  expect(await classes(rule, `BEGIN; ${add}; COMMIT; ${validate}`, { transaction: 'none', tool: 'flyway' })).toEqual(
    [],
  );
  expect(await classes(rule, `${add}; ALTER TABLE orders VALIDATE CONSTRAINT d`)).toEqual([]);
});

it('names the referenced table where the foreign key that is dropped is known', async () => {
  const sql = 'ALTER TABLE users DROP CONSTRAINT users_org_fkey';
  const constraints = { users_org_fkey: { type: 'f', references: { schema: 'public', name: 'orgs' } } };
  const [entry] = (await lintOf(sql, users({ constraints }))).filter(({ rule }) => rule === 'drop-constraint');
  expect(entry).toMatchObject({ class: 'careful', table: 'public.orgs', lock: 'AccessExclusiveLock' });
  expect(await classes('drop-constraint', `${required}; ALTER TABLE users DROP CONSTRAINT has_email`)).toEqual([]);
});

it('asks for a policy only where neither the file nor the database has one', async () => {
  const enable = 'ALTER TABLE users ENABLE ROW LEVEL SECURITY';
  const of = (sql: string, wish?: LintWish) => classes('enable-row-security-without-policy', sql, wish);
  expect(await of(enable)).toEqual(['dangerous']);
  expect(await of(`${enable}; CREATE POLICY p ON users USING (true)`)).toEqual([]);
  expect(await of(`${enable}; CREATE POLICY p ON others USING (true)`)).toEqual(['dangerous']);
  expect(await of(enable, users({ policies: 1 }))).toEqual([]);
});

it('is quiet about a partition whose CHECK says what the bounds say, and about a new one', async () => {
  const attach = "ALTER TABLE events ATTACH PARTITION y24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')";
  const of = (checks: string[]) => classes('attach-partition', attach, { tables: [{ name: 'y24', checks }] });
  expect(await of([])).toEqual(['careful']);
  expect(await of(["CHECK (((day >= '2024-01-01'::date) AND (day < '2025-01-01'::date)))"])).toEqual([]);
  expect(await of(["CHECK ((day >= '2024-01-01'::date))"])).toEqual(['careful']);
  expect(await classes('attach-partition', `CREATE TABLE y24 (day date); ${attach}`)).toEqual([]);
});

it('says nothing of what writers and readers do not notice', async () => {
  for (const change of [
    'SET (fillfactor = 80)',
    'ALTER COLUMN a SET STATISTICS 100',
    'CLUSTER ON i',
    'VALIDATE CONSTRAINT c',
    'DETACH PARTITION p CONCURRENTLY',
  ]) {
    expect(await lintOf(`ALTER TABLE orders ${change}`, { transaction: 'none', tool: 'flyway' }), change).toEqual([]);
  }
});

it('counts exactly the rows that are in the way, whatever they are called', async () => {
  await loadParser();
  const shop = await database(`
    CREATE TABLE "Or""ders" (id integer, "user" integer, "e mail" text);
    CREATE TABLE parents (id integer PRIMARY KEY, kind integer DEFAULT 1, UNIQUE (id, kind));
    INSERT INTO parents SELECT generate_series(1, 5);
    INSERT INTO "Or""ders" VALUES (1, 1, NULL), (1, 7, 'a'), (2, NULL, 'a'), (2, 8, 'b'), (3, 9, NULL), (NULL, 1, NULL)`);
  const counts: Record<string, number> = {
    'ALTER "e mail" SET NOT NULL': 3,
    'ADD UNIQUE ("e mail")': 1,
    'ADD UNIQUE NULLS NOT DISTINCT ("e mail")': 2,
    'ADD UNIQUE (id, "e mail")': 0,
    'ADD PRIMARY KEY (id)': 2,
    'ADD FOREIGN KEY ("user") REFERENCES parents (id)': 3,
    'ADD FOREIGN KEY (id, "user") REFERENCES parents (id, kind)': 3,
    'ADD note text NOT NULL': 6,
    'ALTER id ADD GENERATED ALWAYS AS IDENTITY': 5,
  };
  for (const [change, expected] of Object.entries(counts)) {
    const probe = probeOf(`ALTER TABLE "Or""ders" ${change}`);
    expect(Object.values((await shop.query(probe.sql))[0] ?? {}), change).toEqual([String(expected)]);
  }
  await shop.query('INSERT INTO "Or""ders" SELECT FROM generate_series(1, 3000)');
  expect(await shop.query(probeOf('ALTER TABLE "Or""ders" ALTER id SET NOT NULL').sql)).toEqual([{ count: '1000' }]);
});

beforeAll(loadParser);

function probeOf(text: string): Probe {
  const project = { tool: 'prisma', transaction: 'each' } as const;
  const [linted] = lint([{ migration: { id: 'm', sql: [{ line: 1, text }] }, project }], { lint: {} }, nowhere());
  const probe = linted?.judged.find(({ hit }) => hit.probe)?.hit.probe;
  if (!probe) throw new Error(`no probe for ${text}`);
  return probe;
}
