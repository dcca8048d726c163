import { expect, it } from 'vitest';
import { checkedData } from '../data.ts';

it('tells a foreign key that no index begins with, as the partitions of a table lack it', async () => {
  const { shop, findings, again } = await checkedData(`
    CREATE TABLE customers (id int PRIMARY KEY, shop int, UNIQUE (shop, id));
    CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers, "by" int REFERENCES customers);
    CREATE INDEX ON orders ("by") WHERE id > 7;
    CREATE TABLE visits (at int, shop int, customer int, PRIMARY KEY (at, customer), FOREIGN KEY (shop, customer) REFERENCES customers (shop, id)) PARTITION BY RANGE (at);
    CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM (0) TO (10);
    CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM (10) TO (20);
    CREATE INDEX ON visits_1 (customer, shop)`);
  expect(findings.map(({ severity, message, remedy }) => [severity, message, remedy.sql])).toEqual([
    [
      'info',
      'no index of orders begins with by (orders.orders_by_fkey): each delete in customers reads all of it',
      ['CREATE INDEX CONCURRENTLY ON "public"."orders" ("by")'],
    ],
    ['info', expect.stringContaining('orders_customer_fkey'), expect.anything()],
    [
      'info',
      expect.stringContaining('no index of visits begins with shop, customer'),
      ['CREATE INDEX CONCURRENTLY ON "public"."visits_2" ("shop", "customer")'],
    ],
  ]);
  for (const { remedy } of findings) await shop.query(remedy.sql?.[0] ?? '');
  expect(await again()).toEqual([]);
});

it('is quiet where an index serves it: of its rows that refer to something, by hash, or unique over some of its columns', async () => {
  const { findings } = await checkedData(`
    CREATE TABLE customers (id int PRIMARY KEY, shop int, UNIQUE (shop, id));
    CREATE TABLE orders (id int PRIMARY KEY, a int REFERENCES customers, b int REFERENCES customers, shop int,
      FOREIGN KEY (shop, id) REFERENCES customers (shop, id));
    CREATE INDEX ON orders (a) WHERE a IS NOT NULL; CREATE INDEX ON orders USING hash (b)`);
  expect(findings).toEqual([]);
});

it('warns where the table is large and rows that it refers to are deleted', async () => {
  const { shop, again } = await checkedData(`
    CREATE TABLE customers (id int PRIMARY KEY); INSERT INTO customers SELECT generate_series(1, 200);
    CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers);
    DELETE FROM customers WHERE id <= 150;
    UPDATE pg_class SET reltuples = 200000 WHERE oid = 'orders'::regclass`);
  // What a session has counted reaches the others when it is idle for long, or when it is asked to.
  await shop.query('SELECT pg_stat_force_next_flush()');
  expect(await again()).toMatchObject([{ severity: 'warn', message: expect.stringMatching(/reads its 200000 rows$/) }]);
});
