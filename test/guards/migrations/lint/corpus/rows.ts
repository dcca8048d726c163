import { label, wrapped } from './label.ts';

const serial = 'CREATE TABLE plans (id serial PRIMARY KEY, name text);';
const live = {
  tables: [{ name: 'plans', columns: { id: { type: 'integer', sequence: 'plans_id_seq' }, name: { type: 'text' } } }],
};
const natural = { tables: [{ name: 'plans', columns: { id: { type: 'integer' }, name: { type: 'text' } } }] };

export const rows = [
  label(
    "UPDATE orders SET status = 'new';",
    'update-or-delete-without-where: dangerous',
    'every row in one transaction',
  ),
  label(
    'UPDATE ONLY shop.orders o SET total = o.net * 2;',
    'update-or-delete-without-where: dangerous',
    'computed, all the same',
  ),
  label(
    "UPDATE orders SET status = 'new' WHERE status IS NULL;",
    '',
    'with a condition: what it hits is not known, and no lock is held before',
  ),
  label("CREATE TABLE orders (id int, status text); UPDATE orders SET status = 'new';", '', 'a new table'),
  label('DELETE FROM orders;', 'update-or-delete-without-where: dangerous', 'every row'),
  label('DELETE FROM orders WHERE placed < now();', '', 'with a condition'),
  label("UPDATE orders SET status = 'new' WHERE true;", 'update-or-delete-without-where: dangerous', 'no condition'),
  label('DELETE FROM orders WHERE 1 = 1;', 'update-or-delete-without-where: dangerous', 'nor is this'),
  label("DELETE FROM orders WHERE NOT false OR status = 'x';", 'update-or-delete-without-where: dangerous', 'nor this'),
  label('DELETE FROM orders WHERE true AND paid;', '', 'a condition'),
  label('DELETE FROM orders WHERE 1 = 2;', '', 'no row'),
  label(
    'WITH gone AS (DELETE FROM orders RETURNING *) INSERT INTO archive SELECT * FROM gone;',
    'update-or-delete-without-where: dangerous',
    'every row, within a WITH',
  ),
  label(
    'WITH gone AS (DELETE FROM orders WHERE placed < now() RETURNING *) SELECT * FROM gone;',
    '',
    'a condition within a WITH',
  ),
  label(
    'MERGE INTO orders o USING prices p ON true WHEN MATCHED THEN UPDATE SET total = p.price;',
    'update-or-delete-without-where: dangerous',
    'every row',
  ),
  label(
    'MERGE INTO orders o USING prices p ON o.item = p.item WHEN MATCHED THEN UPDATE SET total = p.price;',
    'update-or-delete-without-where: careful',
    'every row whose item has a price',
  ),
  label(
    'MERGE INTO orders o USING prices p ON o.item = p.item WHEN NOT MATCHED THEN INSERT VALUES (1);',
    '',
    'adds rows only',
  ),
  label(
    'MERGE INTO orders o USING prices p ON o.id = p.id WHEN MATCHED AND o.total IS NULL THEN UPDATE SET total = 0;',
    '',
    'by a condition',
  ),
  label(
    'MERGE INTO orders o USING (SELECT 1 AS id) p ON o.id = p.id WHEN MATCHED THEN DELETE;',
    '',
    'a query as its source, which may be one row',
  ),
  label('DELETE FROM orders USING items WHERE items.order_id = orders.id;', '', 'joined by a condition'),
  label(
    "UPDATE orders SET status = 'a', status = 'b' WHERE id = 1;",
    'duplicate-column-assignment: dangerous',
    'PostgreSQL refuses it',
  ),
  label(
    "INSERT INTO orders (name, name) VALUES ('a', 'b');",
    'duplicate-column-assignment: dangerous',
    'PostgreSQL refuses it',
  ),
  label('CREATE TABLE orders (id int, id bigint);', 'duplicate-column-assignment: dangerous', 'PostgreSQL refuses it'),
  label(
    'CREATE VIEW v AS SELECT o.id, i.id FROM orders o JOIN items i ON true;',
    'duplicate-column-assignment: dangerous',
    'a view cannot have two columns of one name',
  ),
  label('CREATE VIEW v AS SELECT o.id, i.id AS item FROM orders o JOIN items i ON true;', '', 'told apart'),
  label(
    'MERGE INTO a USING b ON a.id = b.id WHEN NOT MATCHED THEN INSERT (id, id) VALUES (1, 2);',
    'duplicate-column-assignment: dangerous',
    'PostgreSQL refuses it',
  ),
  label('UPDATE orders SET tags[1] = 1, tags[2] = 2 WHERE id = 1;', '', 'two elements of one array are two things'),
  label(
    "ALTER TABLE orders ADD COLUMN status text; UPDATE orders SET status = 'new' WHERE status IS NULL;",
    'work-after-lock: dangerous',
    'the lock of ADD COLUMN is held while it writes',
    wrapped,
  ),
  label(
    "ALTER TABLE orders ADD COLUMN status text; UPDATE orders SET status = 'new' WHERE status IS NULL;",
    '',
    'two transactions: the lock is gone',
  ),
  label(
    "ALTER TABLE orders ADD COLUMN status text; UPDATE orders SET status = 'new';",
    'work-after-lock: dangerous, update-or-delete-without-where: dangerous',
    'both at once',
    wrapped,
  ),
  label(
    "ALTER TABLE orders ADD COLUMN status text; UPDATE settings SET value = '2' WHERE key = 'version';",
    '',
    'a row or two',
    wrapped,
  ),
  label(
    'ALTER TABLE orders ADD COLUMN a int; INSERT INTO archive SELECT id FROM orders;',
    'work-after-lock: dangerous',
    'copies the whole table under the lock',
    wrapped,
  ),
  label(
    'CREATE TABLE copy (id int); ALTER TABLE copy ADD COLUMN a int; INSERT INTO copy SELECT id FROM orders;',
    '',
    'only the new table is locked',
    wrapped,
  ),
  label(
    'ALTER TABLE orders ADD COLUMN a int; CREATE INDEX orders_a ON orders (a);',
    'work-after-lock: dangerous, create-index-not-concurrently: dangerous',
    'readers wait too while it builds',
    wrapped,
  ),
  label('BEGIN; ALTER TABLE orders ADD COLUMN a int; COMMIT; DELETE FROM orders WHERE a > 1;', '', 'committed before'),
  label(
    `${serial} INSERT INTO plans (id, name) VALUES (1, 'free'), (2, 'pro');`,
    'explicit-id-insert: careful',
    'the sequence of the new table stays at 1',
    wrapped,
  ),
  label(`${serial} INSERT INTO plans (name) VALUES ('free');`, '', 'the sequence hands out the id', wrapped),
  label(
    `${serial} INSERT INTO plans VALUES (1, 'free');`,
    'explicit-id-insert: careful',
    'the first column is the serial one',
    wrapped,
  ),
  label(`${serial} INSERT INTO plans (id, name) VALUES (DEFAULT, 'free');`, '', 'DEFAULT asks the sequence', wrapped),
  label(
    `${serial} INSERT INTO plans (id) VALUES (1); SELECT setval('plans_id_seq', 1);`,
    '',
    'the sequence is moved afterwards',
    wrapped,
  ),
  label(
    "CREATE TABLE roles (id int PRIMARY KEY, name text); INSERT INTO roles (id, name) VALUES (1, 'admin');",
    '',
    'no sequence feeds this id',
    wrapped,
  ),
  label(
    "CREATE TABLE plans (id bigint GENERATED BY DEFAULT AS IDENTITY, name text); INSERT INTO plans (id, name) VALUES (1, 'free');",
    'explicit-id-insert: careful',
    'identity is a sequence as well',
    wrapped,
  ),
  label(
    "CREATE TABLE plans (id int DEFAULT nextval('plan_ids')); INSERT INTO plans (id) VALUES (7);",
    'explicit-id-insert: careful',
    'a default that calls nextval',
    wrapped,
  ),
  label(
    "INSERT INTO plans (id, name) VALUES (1, 'free');",
    'explicit-id-insert: careful',
    'a number for a column called id: most likely a sequence feeds it',
  ),
  label("INSERT INTO plans (id, name) VALUES ('b1c7', 'free');", '', 'no number: no sequence'),
  label("INSERT INTO plans (name, price) VALUES ('free', 0);", '', 'no id'),
  label(
    'INSERT INTO plans (id, name) SELECT id, name FROM old_plans;',
    '',
    'what it copies is not known here; lockstep check sees it afterwards',
  ),
  label(
    "INSERT INTO plans (number, name) OVERRIDING SYSTEM VALUE VALUES (5, 'free');",
    'explicit-id-insert: careful',
    'OVERRIDING says that the column is an identity',
  ),
  label(
    "INSERT INTO plans (id, name) VALUES (1, 'free');",
    'explicit-id-insert: careful',
    'the database says that a sequence feeds it',
    live,
  ),
  label("INSERT INTO plans (id, name) VALUES (1, 'free');", '', 'the database says that none does', natural),
  label(
    "INSERT INTO plans VALUES (1, 'free');",
    'explicit-id-insert: careful',
    'the order of the columns is known',
    live,
  ),
  label(
    "SELECT setval('orders_id_seq', 1000);",
    'setval: careful',
    'not rolled back, and backward where it is further',
  ),
  label("SELECT pg_catalog.setval('public.orders_id_seq', 1000, true);", 'setval: careful', 'as pg_dump writes it'),
  label(
    "SELECT setval(pg_get_serial_sequence('orders', 'id'), (SELECT max(id) FROM orders));",
    'setval: careful',
    'a race with whoever inserts meanwhile',
  ),
  label(`${serial} SELECT setval('plans_id_seq', 100);`, '', 'the sequence of a new table', wrapped),
  label("CREATE SEQUENCE s; SELECT setval('s', 100);", '', 'a new sequence'),
  label("SELECT nextval('orders_id_seq');", '', 'forward only'),
  label(
    'ALTER SEQUENCE orders_id_seq RESTART;',
    'alter-sequence-restart: dangerous',
    'back to its start, into ids that are taken',
  ),
  label(
    'ALTER SEQUENCE orders_id_seq RESTART WITH 5000;',
    'alter-sequence-restart: careful',
    'a number for every database',
  ),
  label(
    'ALTER TABLE orders ALTER COLUMN id RESTART WITH 5000;',
    'alter-sequence-restart: careful',
    'the same for an identity column',
  ),
  label(`${serial} ALTER SEQUENCE plans_id_seq RESTART WITH 100;`, '', 'the sequence of a new table'),
  label('ALTER SEQUENCE orders_id_seq OWNED BY orders.id;', '', 'no number changes'),
  label('ALTER SEQUENCE orders_id_seq INCREMENT BY 10;', '', 'later numbers lie further apart, none comes twice'),
];
