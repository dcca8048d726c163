SET check_function_bodies = false;
CREATE SCHEMA supabase_migrations;
CREATE FUNCTION public.one() RETURNS integer
    LANGUAGE sql
    AS $$ select 1; $$;
CREATE FUNCTION public.two() RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT 1;
 SELECT 2;
END;



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
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230301000000', '{"select 1","select 2"}', 'crlf');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230301000001', '{"select ''Grüße, 世界, 🎉, é''","select 2"}', 'unicode');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230301000002', '{"select 1"}', 'no_final_newline');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230301000003', '{"do $a$ begin perform '';''; /* ; */ perform $$;$$; end $a$","-- the end;"}', 'dollars');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230301000004', '{"select 1","select 2"}', 'semicolons');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230301000005', '{"select E''it\\''s;'', ''\\;'', \"a;b\" from (select 1 as \"a;b\") x"}', 'escapes');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230301000006', '{"create function two() returns int begin atomic; select 1; select 2; end"}', 'body');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230301000007', '{}', 'empty');
SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY supabase_migrations.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);
