SET check_function_bodies = false;
CREATE SCHEMA drizzle;



CREATE TABLE drizzle.__drizzle_migrations (
    id integer NOT NULL,
    hash text NOT NULL,
    created_at bigint
);
CREATE SEQUENCE drizzle.__drizzle_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE drizzle.__drizzle_migrations_id_seq OWNED BY drizzle.__drizzle_migrations.id;
CREATE TABLE public.users (
    id integer NOT NULL,
    email text NOT NULL,
    nickname text
);
CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY drizzle.__drizzle_migrations ALTER COLUMN id SET DEFAULT nextval('drizzle.__drizzle_migrations_id_seq'::regclass);
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
INSERT INTO drizzle.__drizzle_migrations VALUES (1, 'c9dc9641b6c6f4bdc644fcf1e6ea8b5fed2405ef127db1d46948f5f5800c98af', 1795274989658);
INSERT INTO drizzle.__drizzle_migrations VALUES (2, '12a1919cf1866a6fe252c52c77a00b215641af8e0c7bf8cbdc4960c916cf1a06', 1795274991101);
INSERT INTO drizzle.__drizzle_migrations VALUES (3, '49ac998ec32507ec1958c3911178e6d332aebfd644b1b253fa8390116e9b6c59', 1795274992101);
INSERT INTO drizzle.__drizzle_migrations VALUES (4, '334c8944c652d1f29d1cfdaadb3fa6d072318d0f2f66b15d08eac2a0faa67e79', 1795274993101);
INSERT INTO drizzle.__drizzle_migrations VALUES (5, '9b516ead91079ccc57ca116cadf35d6376637274b62101fe6317a62702459ac2', 1795274994101);
INSERT INTO drizzle.__drizzle_migrations VALUES (6, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 1795274995101);
INSERT INTO drizzle.__drizzle_migrations VALUES (7, '17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a', 1795274996101);
INSERT INTO drizzle.__drizzle_migrations VALUES (8, '6e1f4aefd513938801f331cd27e434dc03d157756f9c2b1458907cb24080764b', 1795274997101);

SELECT pg_catalog.setval('drizzle.__drizzle_migrations_id_seq', 8, true);
SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY drizzle.__drizzle_migrations
    ADD CONSTRAINT __drizzle_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_unique UNIQUE (email);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
