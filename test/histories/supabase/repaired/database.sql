SET check_function_bodies = false;
CREATE SCHEMA supabase_migrations;



CREATE TABLE supabase_migrations.schema_migrations (
    version text NOT NULL,
    statements text[],
    name text
);
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230101000000', '{"create table users (
  id serial primary key, -- a comment; with a semicolon
  email text not null
)","create function one() returns int language sql as $$ select 1; $$","select ''a;b''"}', 'init');
INSERT INTO supabase_migrations.schema_migrations VALUES ('20230201000000', '{"alter table users add column nickname text"}', 'nickname');
ALTER TABLE ONLY supabase_migrations.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);
