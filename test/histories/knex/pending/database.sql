SET check_function_bodies = false;


CREATE TABLE public.users (
    id integer NOT NULL,
    email character varying(120) NOT NULL,
    name character varying(500) DEFAULT ''::character varying NOT NULL,
    is_admin boolean DEFAULT false NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb,
    role text DEFAULT 'owner'::text NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    nickname character varying(40),
    CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'guest'::text])))
);
CREATE VIEW public.admins AS
 SELECT users.id,
    users.email
   FROM public.users
  WHERE users.is_admin;
CREATE TABLE public.knex_migrations (
    id integer NOT NULL,
    name character varying(255),
    batch integer,
    migration_time timestamp with time zone
);
CREATE SEQUENCE public.knex_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_id_seq OWNED BY public.knex_migrations.id;
CREATE TABLE public.knex_migrations_lock (
    index integer NOT NULL,
    is_locked integer
);
CREATE SEQUENCE public.knex_migrations_lock_index_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_lock_index_seq OWNED BY public.knex_migrations_lock.index;
CREATE TABLE public.order_lines (
    order_id bigint NOT NULL,
    line integer NOT NULL,
    amount real,
    weight double precision
);
CREATE TABLE public.orders (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    token uuid DEFAULT gen_random_uuid(),
    placed_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    due date,
    note text,
    tags text[]
);
CREATE SEQUENCE public.orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;
CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY public.knex_migrations ALTER COLUMN id SET DEFAULT nextval('public.knex_migrations_id_seq'::regclass);
ALTER TABLE ONLY public.knex_migrations_lock ALTER COLUMN index SET DEFAULT nextval('public.knex_migrations_lock_index_seq'::regclass);
ALTER TABLE ONLY public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
INSERT INTO public.knex_migrations VALUES (1, '20240101090000_users.js', 1, '2026-11-21 15:22:15.016+00');
INSERT INTO public.knex_migrations VALUES (2, '20240201090000_orders.js', 1, '2026-11-21 15:22:15.025+00');
INSERT INTO public.knex_migrations VALUES (3, '20240301090000_change_users.js', 1, '2026-11-21 15:22:15.031+00');
INSERT INTO public.knex_migrations VALUES (4, '20240401090000_orders_due.js', 1, '2026-11-21 15:22:15.032+00');
INSERT INTO public.knex_migrations_lock VALUES (1, 0);



SELECT pg_catalog.setval('public.knex_migrations_id_seq', 4, true);
SELECT pg_catalog.setval('public.knex_migrations_lock_index_seq', 1, true);
SELECT pg_catalog.setval('public.orders_id_seq', 1, false);
SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY public.knex_migrations_lock
    ADD CONSTRAINT knex_migrations_lock_pkey PRIMARY KEY (index);
ALTER TABLE ONLY public.knex_migrations
    ADD CONSTRAINT knex_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, line);
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_token_unique UNIQUE (token);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_unique UNIQUE (email);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX orders_by_user ON public.orders USING btree (user_id, due);
CREATE INDEX orders_due ON public.orders USING btree (due);
ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_order_id_foreign FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_user_id_foreign FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
