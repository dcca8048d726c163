SET check_function_bodies = false;
CREATE SCHEMA ops;
CREATE TYPE public.mood AS ENUM (
    'sad',
    'happy'
);



CREATE TABLE ops.applied (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    run_on timestamp without time zone NOT NULL
);
CREATE SEQUENCE ops.applied_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE ops.applied_id_seq OWNED BY ops.applied.id;
CREATE TABLE public.lines (
    order_id integer NOT NULL,
    line integer NOT NULL,
    user_id integer NOT NULL,
    CONSTRAINT lines_chck CHECK ((line > 0))
);
CREATE TABLE public.users (
    id integer NOT NULL,
    email character varying(120) NOT NULL,
    name character varying(90) NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    changed timestamp with time zone DEFAULT '2024-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    nickname text,
    age integer,
    CONSTRAINT grown_up CHECK ((age > 17))
);
CREATE VIEW public.names AS
 SELECT users.name
   FROM public.users;
CREATE TABLE public.notes (
    id integer NOT NULL
);
CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY ops.applied ALTER COLUMN id SET DEFAULT nextval('ops.applied_id_seq'::regclass);
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
INSERT INTO ops.applied VALUES (1, '1704099600000_users', '2026-11-21 15:44:00.950942');
INSERT INTO ops.applied VALUES (2, '1706778000000_change', '2026-11-21 15:44:00.950942');
INSERT INTO ops.applied VALUES (3, '1709283600000_notes', '2026-11-21 15:44:00.950942');
INSERT INTO ops.applied VALUES (4, '20240401090000000_age', '2026-11-21 15:44:01.016958');



SELECT pg_catalog.setval('ops.applied_id_seq', 4, true);
SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY ops.applied
    ADD CONSTRAINT applied_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lines
    ADD CONSTRAINT lines_pkey PRIMARY KEY (order_id, line);
ALTER TABLE ONLY public.lines
    ADD CONSTRAINT lines_uniq_user_id_line UNIQUE (user_id, line);
ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX lines_user_id_index ON public.lines USING btree (user_id);
CREATE INDEX users_age_index ON public.users USING btree (age);
CREATE INDEX users_lower ON public.users USING btree (lower((email)::text));
ALTER TABLE ONLY public.lines
    ADD CONSTRAINT lines_fk_order_id FOREIGN KEY (order_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.lines
    ADD CONSTRAINT lines_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
