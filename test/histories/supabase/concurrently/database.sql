SET check_function_bodies = false;
CREATE SCHEMA supabase_migrations;
CREATE FUNCTION public.one() RETURNS integer
    LANGUAGE sql
    AS $$ select 1; $$;



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
CREATE TABLE supabase_migrations.schema_migrations (
    version text NOT NULL,
    statements text[],
    name text
);
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);

INSERT INTO supabase_migrations.schema_migrations VALUES ('20230101000000', '{"create table users (
  id serial primary key, -- a comment; with a semicolon
  email text not null
)","create function one() returns int language sql as $$ select 1; $$","select ''a;b''"}', 'init');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230201000000', '{"alter table users add column nickname text"}', 'nickname');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230301000000', '{"-- alone
create index concurrently by_email on users (email)"}', 'alone');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230302000000', '{"select 1","create index concurrently by_nickname on users (nickname)"}', 'together');
SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY supabase_migrations.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);
CREATE INDEX by_email ON public.users USING btree (email);
CREATE INDEX by_nickname ON public.users USING btree (nickname);
