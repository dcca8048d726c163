SET check_function_bodies = false;
CREATE TYPE public.species AS ENUM (
    'cat',
    'dog'
);



CREATE TABLE public.pet (
    id bigint NOT NULL,
    owner_id integer NOT NULL,
    weight numeric(8,2),
    friend_id bigint,
    CONSTRAINT pet_weight_check CHECK ((weight > (0)::numeric))
);
CREATE VIEW public.cats AS
 SELECT pet.id
   FROM public.pet;
CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);
CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.person (
    id integer NOT NULL,
    first_name text NOT NULL,
    kind character varying(50) NOT NULL,
    created_at timestamp without time zone DEFAULT now() NOT NULL,
    last_name text
);
CREATE SEQUENCE public.person_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;
ALTER TABLE public.pet ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);
INSERT INTO public.kysely_migration VALUES ('1704099600000_users', '2026-11-21T15:40:45.205Z');
INSERT INTO public.kysely_migration VALUES ('1706778000000_change', '2026-11-21T15:40:45.211Z');
INSERT INTO public.kysely_migration_lock VALUES ('migration_lock', 0);


SELECT pg_catalog.setval('public.person_id_seq', 1, false);
SELECT pg_catalog.setval('public.pet_id_seq', 1, false);
ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_name UNIQUE (first_name, kind);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pet
    ADD CONSTRAINT pet_friend UNIQUE (friend_id);
ALTER TABLE ONLY public.pet
    ADD CONSTRAINT pet_pkey PRIMARY KEY (id);
CREATE INDEX pet_owner ON public.pet USING btree (owner_id);
ALTER TABLE ONLY public.pet
    ADD CONSTRAINT pet_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.pet
    ADD CONSTRAINT pet_person FOREIGN KEY (owner_id) REFERENCES public.person(id) ON DELETE RESTRICT;
