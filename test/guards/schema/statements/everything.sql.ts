/** One of everything, hard to put in order: functions that tables call, functions of tables' rows, circles of foreign keys. */
export const oneOfEverything = `
CREATE SCHEMA app;
CREATE SCHEMA "o'dd ""Names""
; DROP";
CREATE EXTENSION hstore SCHEMA app;
CREATE TYPE app.status AS ENUM ('new', 'paid', 'it''s "done"');
CREATE TYPE app.address AS (street text, zip varchar(10) COLLATE "C");
CREATE TYPE app.span AS RANGE (SUBTYPE = numeric, SUBTYPE_OPCLASS = numeric_ops);
CREATE DOMAIN app.email AS text COLLATE "C" DEFAULT 'x@y' NOT NULL CONSTRAINT at CHECK (VALUE LIKE '%@%');
ALTER DOMAIN app.email ADD CONSTRAINT long CHECK (length(VALUE) > 2) NOT VALID;
CREATE SEQUENCE app.numbers AS integer INCREMENT BY 5 MINVALUE 10 MAXVALUE 1000 START 20 CACHE 3 CYCLE;
CREATE SEQUENCE app.down INCREMENT -1;
CREATE FUNCTION app.next_code(prefix text DEFAULT 'a') RETURNS text LANGUAGE sql VOLATILE
  AS $$ SELECT prefix || nextval('app.numbers') $$;
CREATE FUNCTION app.slug(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN lower($1);
CREATE TABLE app.customers (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 10) PRIMARY KEY,
  email app.email,
  code text DEFAULT app.next_code() NOT NULL,
  name varchar(50) COLLATE "C" NOT NULL,
  slug text GENERATED ALWAYS AS (app.slug(name)) STORED,
  home app.address,
  tags app.hstore,
  best_order bigint,
  CONSTRAINT customers_name_slug UNIQUE (name, code) DEFERRABLE INITIALLY DEFERRED,
  CHECK (name <> ''),
  EXCLUDE USING btree (code WITH =)
) WITH (fillfactor = 70, toast.autovacuum_enabled = false);
ALTER TABLE app.customers ALTER tags SET STORAGE EXTERNAL;
ALTER TABLE app.customers ADD CONSTRAINT later CHECK (length(code) < 50) NOT VALID;
CREATE TABLE app.orders (
  id serial PRIMARY KEY,
  customer bigint NOT NULL REFERENCES app.customers ON DELETE CASCADE,
  status app.status DEFAULT 'new' NOT NULL,
  total numeric(10,2) DEFAULT 0 NOT NULL CHECK (total >= 0),
  at timestamptz DEFAULT now(),
  note text
);
ALTER TABLE app.customers ADD CONSTRAINT best FOREIGN KEY (best_order) REFERENCES app.orders DEFERRABLE NOT VALID;
CREATE INDEX ON app.orders (customer) INCLUDE (total);
CREATE UNIQUE INDEX orders_open ON app.orders (lower(note), (total + 1) DESC) WHERE status <> 'paid';
CREATE INDEX orders_slug ON app.orders (app.slug(note)) WHERE false;
CREATE UNIQUE INDEX customers_code ON app.customers (code);
ALTER TABLE app.customers REPLICA IDENTITY USING INDEX customers_code;
ALTER TABLE app.orders CLUSTER ON orders_pkey;
CREATE FUNCTION app.label(app.orders) RETURNS text LANGUAGE sql STABLE AS $$ SELECT $1.id::text $$;
CREATE FUNCTION app.total_of(customer bigint) RETURNS numeric LANGUAGE sql STABLE
  BEGIN ATOMIC SELECT sum(o.total) FROM app.orders o WHERE o.customer = $1; END;
CREATE PROCEDURE app.cleanup() LANGUAGE plpgsql AS $p$ BEGIN DELETE FROM app.orders WHERE false; END $p$;
CREATE AGGREGATE app.longest(text) (SFUNC = textcat, STYPE = text, INITCOND = '');
CREATE TABLE app.events (id bigint, at date NOT NULL, what text, CONSTRAINT what CHECK (what <> '')) PARTITION BY RANGE (at);
CREATE TABLE app.events_2025 PARTITION OF app.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE app.events_rest PARTITION OF app.events DEFAULT PARTITION BY HASH (id);
CREATE TABLE app.events_rest_0 PARTITION OF app.events_rest FOR VALUES WITH (MODULUS 1, REMAINDER 0);
ALTER TABLE app.events ADD PRIMARY KEY (id, at);
ALTER TABLE app.events ADD FOREIGN KEY (id) REFERENCES app.customers;
CREATE INDEX events_what ON app.events (what);
CREATE TABLE app.mentions (id bigint, at date, FOREIGN KEY (id, at) REFERENCES app.events);
CREATE TABLE app.base (a int NOT NULL DEFAULT 1, b text, CHECK (a > 0));
CREATE TABLE app.child (c int, b text DEFAULT 'own') INHERITS (app.base);
CREATE TABLE app.typed OF app.address (zip WITH OPTIONS NOT NULL, PRIMARY KEY (street));
CREATE UNLOGGED TABLE app.scratch ();
CREATE VIEW app.a_totals AS SELECT c.id, c.name, app.total_of(c.id) AS total FROM app.customers c;
-- 15 CREATE VIEW app.b_big WITH (security_invoker = true) AS SELECT name, total FROM app.a_totals WHERE total > 100;
CREATE VIEW app."0 first" WITH (security_barrier = true) AS SELECT b.name FROM app.b_big b WITH CASCADED CHECK OPTION;
CREATE MATERIALIZED VIEW app.m_names AS SELECT name, total FROM app.b_big;
CREATE UNIQUE INDEX m_names_name ON app.m_names (name);
CREATE MATERIALIZED VIEW app.a_later AS SELECT count(*) AS n FROM app.m_names WITH NO DATA;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF total ON app.orders FOR EACH ROW WHEN (new.total > 0) EXECUTE FUNCTION app.touch('a');
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON app.orders DEFERRABLE FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.orders DISABLE TRIGGER late;
CREATE TRIGGER events_touch BEFORE INSERT ON app.events FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER instead INSTEAD OF INSERT ON app.a_totals FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.orders FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON app.orders USING (customer = 1) WITH CHECK (total < app.total_of(1));
CREATE POLICY strict ON app.orders AS RESTRICTIVE FOR DELETE TO CURRENT_USER USING (false);
GRANT USAGE ON SCHEMA app TO PUBLIC;
GRANT SELECT ON app.orders TO PUBLIC;
GRANT INSERT ON app.b_big TO PUBLIC;
GRANT UPDATE (total) ON app.orders TO PUBLIC;
GRANT USAGE ON SEQUENCE app.numbers TO PUBLIC;
REVOKE EXECUTE ON FUNCTION app.touch() FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE app.cleanup() FROM PUBLIC;
REVOKE USAGE ON TYPE app.status FROM PUBLIC;
COMMENT ON SCHEMA app IS 'it''s \\ here';
COMMENT ON TABLE app.orders IS E'two\\nlines';
COMMENT ON COLUMN app.orders.total IS 'money';
COMMENT ON CONSTRAINT orders_pkey ON app.orders IS 'key';
COMMENT ON INDEX app.orders_open IS 'open';
COMMENT ON TRIGGER touch ON app.orders IS 'touches';
COMMENT ON POLICY own ON app.orders IS 'own';
COMMENT ON FUNCTION app.slug(text) IS 'slug';
COMMENT ON PROCEDURE app.cleanup() IS 'cleans';
COMMENT ON AGGREGATE app.longest(text) IS 'longest';
COMMENT ON VIEW app.b_big IS 'big';
COMMENT ON COLUMN app.b_big.name IS 'name';
COMMENT ON MATERIALIZED VIEW app.m_names IS 'names';
COMMENT ON TYPE app.status IS 'status';
COMMENT ON DOMAIN app.email IS 'mail';
COMMENT ON SEQUENCE app.numbers IS 'numbers';
CREATE TABLE "o'dd ""Names""
; DROP"."a.b -- */ ""c""" ("select" int PRIMARY KEY, "x y" text DEFAULT E'it''s \\\\ "q"' CHECK ("x y" <> 'a' -- no
), "t(" int);
CREATE INDEX "in dex;" ON "o'dd ""Names""
; DROP"."a.b -- */ ""c""" ("t(");
CREATE FUNCTION "o'dd ""Names""
; DROP"."f(x"("a b" int, text) RETURNS int LANGUAGE sql AS 'SELECT 1 -- $function$';
COMMENT ON FUNCTION "o'dd ""Names""
; DROP"."f(x"(int, text) IS 'odd';
CREATE VIEW "o'dd ""Names""
; DROP"."v*/" AS SELECT "select", "x y" AS "Z""" FROM "o'dd ""Names""
; DROP"."a.b -- */ ""c""";
`;
