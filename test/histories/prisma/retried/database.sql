SET check_function_bodies = false;


CREATE TABLE public._prisma_migrations (
    id character varying(36) NOT NULL,
    checksum character varying(64) NOT NULL,
    finished_at timestamp with time zone,
    migration_name character varying(255) NOT NULL,
    logs text,
    rolled_back_at timestamp with time zone,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    applied_steps_count integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.orders (
    id integer NOT NULL
);
CREATE SEQUENCE public.orders_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;
CREATE TABLE public.users (
    id integer NOT NULL,
    email text NOT NULL,
    nickname text,
    vat text
);
CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
INSERT INTO public._prisma_migrations VALUES ('87edb240-d762-4f62-9070-6a1fdae34ef7', 'a44a821632ea3476a0a547b481009f85e22afc3fdb27e710ec2040f6a33aa9fb', '2026-11-21 15:55:09.242+00', '20230101000000_init', NULL, NULL, '2026-11-21 15:55:09.231+00', 1);
INSERT INTO public._prisma_migrations VALUES ('ffbb33e0-8fa2-481a-ae3d-6ceec42b79b6', '351f02d2f210489fde33c4f3623bb7222686ee6131f1f0a57b1a6f506b49198b', '2026-11-21 15:55:09.245+00', '20230201000000_nickname', NULL, NULL, '2026-11-21 15:55:09.243+00', 1);
INSERT INTO public._prisma_migrations VALUES ('317da8fc-a8d5-4317-a843-ff7fea34121e', '8d22e907fd43c8db5bdff820646e91e06f2473f1e11d56d7ae714dea57aea72e', NULL, '20230301000000_orders', 'external connector error
No such table: customers
   0: sql_schema_connector::apply_migration::apply_script
           with migration_name="20230301000000_orders"
             at schema-engine/connectors/sql-schema-connector/src/apply_migration.rs:113
   1: schema_commands::commands::apply_migrations::Applying migration
           with migration_name="20230301000000_orders"
             at schema-engine/commands/src/commands/apply_migrations.rs:95
   2: schema_engine_wasm::wasm::engine::ApplyMigrations
             at schema-engine/schema-engine-wasm/src/wasm/engine.rs:167', '2026-11-21 15:55:10.716+00', '2026-11-21 15:55:09.246+00', 0);
INSERT INTO public._prisma_migrations VALUES ('cb48ff9b-6c20-40ba-a1cf-e64b9fbd91b0', '335bc78fe93238ed1e504d62789e2f6ca08e9ec742be8e4e4c1bafffeccd5353', '2026-11-21 15:55:21.681+00', '20230301000000_orders', NULL, NULL, '2026-11-21 15:55:21.676+00', 1);


SELECT pg_catalog.setval('public.orders_id_seq', 1, false);
SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY public._prisma_migrations
    ADD CONSTRAINT _prisma_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX users_email_key ON public.users USING btree (email);
