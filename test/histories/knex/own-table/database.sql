SET check_function_bodies = false;
CREATE SCHEMA ops;



CREATE TABLE ops.knex_log (
    id integer NOT NULL,
    name character varying(255),
    batch integer,
    migration_time timestamp with time zone
);
CREATE SEQUENCE ops.knex_log_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE ops.knex_log_id_seq OWNED BY ops.knex_log.id;
CREATE TABLE ops.knex_log_lock (
    index integer NOT NULL,
    is_locked integer
);
CREATE SEQUENCE ops.knex_log_lock_index_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE ops.knex_log_lock_index_seq OWNED BY ops.knex_log_lock.index;
CREATE TABLE public.users (
    id integer NOT NULL,
    email character varying(120) NOT NULL,
    name character varying(255),
    admin boolean DEFAULT false NOT NULL,
    balance numeric(12,2) DEFAULT '0'::numeric,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    role text DEFAULT 'owner'::text NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'guest'::text])))
);
CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY ops.knex_log ALTER COLUMN id SET DEFAULT nextval('ops.knex_log_id_seq'::regclass);
ALTER TABLE ONLY ops.knex_log_lock ALTER COLUMN index SET DEFAULT nextval('ops.knex_log_lock_index_seq'::regclass);
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
INSERT INTO ops.knex_log VALUES (1, '20240101090000_users.js', 1, '2026-11-21 15:22:18.51+00');
INSERT INTO ops.knex_log_lock VALUES (1, 0);

SELECT pg_catalog.setval('ops.knex_log_id_seq', 1, true);
SELECT pg_catalog.setval('ops.knex_log_lock_index_seq', 1, true);
SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY ops.knex_log_lock
    ADD CONSTRAINT knex_log_lock_pkey PRIMARY KEY (index);
ALTER TABLE ONLY ops.knex_log
    ADD CONSTRAINT knex_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_unique UNIQUE (email);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX users_name_index ON public.users USING btree (name);
