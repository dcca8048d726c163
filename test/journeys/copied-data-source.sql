-- What it was copied from.

CREATE TABLE customers (id serial PRIMARY KEY, mail text NOT NULL);
CREATE UNIQUE INDEX customers_mail ON customers (mail);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, total numeric CHECK (total >= 0), changed timestamptz);
CREATE TABLE order_lines (id serial PRIMARY KEY, order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, product text);
CREATE TABLE system_config (key text PRIMARY KEY, value text);
INSERT INTO customers SELECT n, 'customer' || n || '@example.com' FROM generate_series(1, 100) n;
INSERT INTO orders SELECT n, 1 + n % 100, n FROM generate_series(1, 300) n;
INSERT INTO order_lines SELECT n, 1 + n % 300, 'product ' || n FROM generate_series(1, 600) n;
INSERT INTO system_config VALUES ('billing', 'on'), ('search', 'on'), ('mail', 'on');
