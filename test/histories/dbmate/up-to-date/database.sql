SET check_function_bodies = false;


CREATE TABLE public.schema_migrations (
    version character varying NOT NULL
);
CREATE TABLE public.users (
    id bigint NOT NULL,
    email text NOT NULL
);
INSERT INTO public.schema_migrations VALUES ('20240101090000');
INSERT INTO public.schema_migrations VALUES ('20240201090000');

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX users_by_email ON public.users USING btree (email);
