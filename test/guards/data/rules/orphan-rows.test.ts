import { expect, it } from 'vitest';
import type { Report } from '../../../../shared/model/report.ts';
import { database, versions } from '../../../support/database.ts';
import { codesOf, findingOf, lockstep, type Wish } from '../../../support/lockstep.ts';

const check = (url: string, wish: Wish = {}) => lockstep('check', url, { guards: ['data'], ...wish });

/** The constraints whose rows are orphans, in the order of the report, each with their number. */
function orphansIn(report: Report): string[] {
  return report.findings
    .filter(({ code }) => code === 'data/orphan-rows')
    .map(({ subject, evidence }) => `${subject.table}.${subject.name} ${evidence.rows}`);
}

it('counts the rows that refer to nothing, shows five of the missing keys, and the SQL that shows all', async () => {
  const shop = await database(`
    CREATE TABLE customers (id int PRIMARY KEY);
    CREATE TABLE orders (id int PRIMARY KEY, customer_id int);
    INSERT INTO customers VALUES (1);
    INSERT INTO orders SELECT n, n % 8 FROM generate_series(1, 16) n;
    INSERT INTO orders VALUES (17, NULL);
    ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID`);
  const finding = findingOf(await check(shop.url), 'data/orphan-rows');
  expect(finding).toMatchObject({
    severity: 'block',
    subject: { kind: 'constraint', schema: 'public', table: 'orders', name: 'orders_customer' },
    evidence: { rows: '14', missing: '7', first: ['0', '2', '3', '4', '5'], referenced: 'customers (id)' },
    remedy: { automatic: false },
  });
  expect(await shop.query(finding.remedy.sql?.[0] ?? '')).toHaveLength(14);
  await shop.query('DELETE FROM orders WHERE customer_id <> 1');
  expect(codesOf(await check(shop.url))).not.toContain('data/orphan-rows');
});

it('takes a valid constraint at its word, and proves it with --all: a copy may have come past it', async () => {
  const shop = await database(`
    CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree);
    INSERT INTO tree VALUES (0, NULL);
    SET session_replication_role = replica;
    INSERT INTO tree VALUES (1, 99), (2, 1);`);
  expect(orphansIn(await check(shop.url))).toEqual([]);
  expect(orphansIn(await check(shop.url, { all: true }))).toEqual(['tree.tree_up_fkey 1']);
  await shop.query(`ALTER DATABASE ${shop.name} SET session_replication_role = replica`);
  expect(orphansIn(await check(shop.url)), 'where nobody checks any').toEqual(['tree.tree_up_fkey 1']);
  await shop.query(`ALTER DATABASE ${shop.name} RESET ALL`);
  await shop.query(`INSERT INTO pg_subscription_rel VALUES (1, 'tree'::regclass, 'r', NULL)`);
  expect(orphansIn(await check(shop.url)), 'what a subscription fills').toEqual(['tree.tree_up_fkey 1']);
  const stranger = await shop.role();
  expect(codesOf(await check(stranger.url)), 'a hint alone').not.toContain('data/not-examined');
});

it('proves unasked what refers to a table that looks empty', async () => {
  const shop = await database('CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int REFERENCES a)');
  const copy = await shop.connect();
  await copy.query('SET session_replication_role = replica; INSERT INTO b VALUES (1), (2)');
  // A session reports what it wrote when it ends.
  await copy.end();
  await expect.poll(async () => orphansIn(await check(shop.url))).toEqual(['b.b_a_fkey 2']);
});

it('tells the cause before its consequences, whatever the names, and ends where tables refer in a circle', async () => {
  const { url } = await database(`
    CREATE TABLE z_customers (id int PRIMARY KEY);
    CREATE TABLE y_orders (id int PRIMARY KEY, customer int REFERENCES z_customers);
    CREATE TABLE a_lines (id int PRIMARY KEY, "order" int REFERENCES y_orders);
    CREATE TABLE b_notes (line int REFERENCES a_lines);
    CREATE TABLE c_one (id int PRIMARY KEY, two int);
    CREATE TABLE c_two (id int PRIMARY KEY, one int REFERENCES c_one);
    ALTER TABLE c_one ADD FOREIGN KEY (two) REFERENCES c_two;
    SET session_replication_role = replica;
    INSERT INTO y_orders VALUES (1, 7); INSERT INTO a_lines VALUES (1, 5), (2, 1); INSERT INTO b_notes VALUES (9);
    INSERT INTO c_one VALUES (1, 8); INSERT INTO c_two VALUES (1, 8);`);
  const order = orphansIn(await check(url, { all: true }));
  expect(order.filter((text) => !text.startsWith('c_'))).toEqual([
    'y_orders.y_orders_customer_fkey 1',
    'a_lines.a_lines_order_fkey 1',
    'b_notes.b_notes_line_fkey 1',
  ]);
  expect(order).toHaveLength(5);
});

it.each(versions)('joins as the server itself does, on PostgreSQL %i', async (version) => {
  const { url } = await database(
    `
    CREATE SCHEMA "we.ird""s";
    CREATE TABLE "we.ird""s"."Pa'rent" ("A b" text COLLATE "C", "c""d" varchar(20), PRIMARY KEY ("A b", "c""d"));
    CREATE TABLE "we.ird""s"."ch\\ild" ("x*/" text COLLATE "POSIX", y bpchar(30));
    INSERT INTO "we.ird""s"."Pa'rent" VALUES ('a', 'b');
    INSERT INTO "we.ird""s"."ch\\ild" VALUES ('a', 'b'), ('c', NULL), (NULL, NULL), (E'q"\\\\', 'z');
    ALTER TABLE "we.ird""s"."ch\\ild" ADD CONSTRAINT "fk(""1" FOREIGN KEY ("x*/", y)
      REFERENCES "we.ird""s"."Pa'rent" MATCH FULL NOT VALID;
    CREATE EXTENSION citext;
    CREATE TABLE tags (name citext PRIMARY KEY);
    CREATE TABLE tagged (tag citext);
    INSERT INTO tags VALUES ('Big');
    INSERT INTO tagged VALUES ('big'), ('BIG'), ('small');
    ALTER TABLE tagged ADD FOREIGN KEY (tag) REFERENCES tags NOT VALID;
    CREATE TABLE parts (region int, id bigint, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
    CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
    CREATE TABLE uses (region int, part int, FOREIGN KEY (region, part) REFERENCES parts) PARTITION BY LIST (region);
    CREATE TABLE uses_1 PARTITION OF uses FOR VALUES IN (1);
    INSERT INTO parts VALUES (1, 1);
    ALTER TABLE uses_1 DISABLE TRIGGER ALL;
    INSERT INTO uses VALUES (1, 1), (1, 7), (1, NULL);
    CREATE TABLE base (id int PRIMARY KEY);
    CREATE TABLE heir () INHERITS (base);
    INSERT INTO heir VALUES (5);
    CREATE TABLE of_base (base int);
    INSERT INTO of_base VALUES (5);
    ALTER TABLE of_base ADD FOREIGN KEY (base) REFERENCES base NOT VALID;`,
    { version },
  );
  const report = await check(url);
  expect(orphansIn(report).sort()).toEqual([
    'ch\\ild.fk("1 2',
    'of_base.of_base_base_fkey 1',
    'tagged.tagged_tag_fkey 1',
    'uses.uses_region_part_fkey 1',
  ]);
  expect(report.findings.filter(({ code }) => code === 'data/not-examined')).toEqual([]);
});

it.runIf(versions.some((version) => version >= 18))(
  'wants a period to be covered, and only warns of what nobody enforces',
  async () => {
    const { url } = await database(`
      CREATE EXTENSION btree_gist;
      CREATE TABLE spans (id int, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS));
      CREATE TABLE within (id int, at daterange);
      INSERT INTO spans VALUES (1, '[2024-01-01,2024-02-01)'), (1, '[2024-02-01,2024-03-01)');
      INSERT INTO within VALUES (1, '[2024-01-15,2024-02-10)'), (1, '[2024-02-15,2024-04-10)'), (2, '[2024-02-15,2024-04-10)'), (NULL, '[2024-02-15,2024-04-10)');
      ALTER TABLE within ADD FOREIGN KEY (id, PERIOD at) REFERENCES spans (id, PERIOD at) NOT VALID;
      CREATE TABLE a (id int PRIMARY KEY);
      CREATE TABLE loose (a int REFERENCES a NOT ENFORCED);
      INSERT INTO loose VALUES (1)`);
    const report = await check(url);
    expect(orphansIn(report).sort()).toEqual(['loose.loose_a_fkey 1', 'within.within_id_at_fkey 2']);
    expect(report.findings.find(({ subject }) => subject.name === 'loose_a_fkey')).toMatchObject({ severity: 'warn' });
  },
);
