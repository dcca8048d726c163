-- A shop, copied by a script that turned foreign keys off to get its rows in, in whatever order, and stopped half-way.
-- The tables came from an export that left out a key and a foreign key.

CREATE TABLE customers (id serial PRIMARY KEY, mail text NOT NULL);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, total numeric, changed timestamptz);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE TABLE order_lines (id serial PRIMARY KEY, order_id int NOT NULL, product text);
CREATE INDEX order_lines_order ON order_lines (order_id);
CREATE TABLE system_config (key text NOT NULL, value text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.changed = now(); RETURN NEW; END';
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE orders DISABLE TRIGGER orders_touch;

SET session_replication_role = replica;
-- Customers 7 and 8 were refused, and one came twice under another id.
INSERT INTO customers SELECT n, 'customer' || n || '@example.com' FROM generate_series(1, 100) n WHERE n NOT IN (7, 8);
UPDATE customers SET mail = 'customer1@example.com' WHERE id = 100;
-- Order 5 was refused, its lines came all the same.
INSERT INTO orders SELECT n, 1 + n % 100, n FROM generate_series(1, 300) n WHERE n <> 5;
INSERT INTO order_lines SELECT n, 1 + n % 300, 'product ' || n FROM generate_series(1, 600) n;
-- The configuration was copied twice.
INSERT INTO system_config SELECT key, 'on' FROM unnest(ARRAY['billing', 'search', 'billing', 'search', 'mail']) key;
RESET session_replication_role;

ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0) NOT VALID;
SELECT setval('customers_id_seq', 100), setval('order_lines_id_seq', 600);
