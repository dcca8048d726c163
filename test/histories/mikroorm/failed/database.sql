SET check_function_bodies = false;
CREATE SCHEMA ops;



CREATE TABLE ops.orm_migrations (
    id integer NOT NULL,
    name character varying(255),
    executed_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP
);
CREATE SEQUENCE ops.orm_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE ops.orm_migrations_id_seq OWNED BY ops.orm_migrations.id;
CREATE TABLE public."user" (
    id integer NOT NULL,
    email character varying(255) NOT NULL
);
CREATE SEQUENCE public.user_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.user_id_seq OWNED BY public."user".id;
ALTER TABLE ONLY ops.orm_migrations ALTER COLUMN id SET DEFAULT nextval('ops.orm_migrations_id_seq'::regclass);
ALTER TABLE ONLY public."user" ALTER COLUMN id SET DEFAULT nextval('public.user_id_seq'::regclass);
INSERT INTO ops.orm_migrations VALUES (1, 'Migration20240101090000', '2026-11-21 15:33:54.658276+00');
INSERT INTO ops.orm_migrations VALUES (2, 'Migration20240201090000_by_email', '2026-11-21 15:33:55.095483+00');

SELECT pg_catalog.setval('ops.orm_migrations_id_seq', 3, true);
SELECT pg_catalog.setval('public.user_id_seq', 1, false);
ALTER TABLE ONLY ops.orm_migrations
    ADD CONSTRAINT orm_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public."user"
    ADD CONSTRAINT user_email_unique UNIQUE (email);
ALTER TABLE ONLY public."user"
    ADD CONSTRAINT user_pkey PRIMARY KEY (id);
CREATE INDEX user_by_email ON public."user" USING btree (email);
