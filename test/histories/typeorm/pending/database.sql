SET check_function_bodies = false;


CREATE TABLE public.migrations (
    id integer NOT NULL,
    "timestamp" bigint NOT NULL,
    name character varying NOT NULL
);
CREATE SEQUENCE public.migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.migrations_id_seq OWNED BY public.migrations.id;
CREATE TABLE public.users (
    id integer NOT NULL,
    email character varying NOT NULL,
    nick character varying(40),
    points integer DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY public.migrations ALTER COLUMN id SET DEFAULT nextval('public.migrations_id_seq'::regclass);
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
INSERT INTO public.migrations VALUES (1, 1704099600000, 'Users1704099600000');
INSERT INTO public.migrations VALUES (2, 1706778000000, 'AddColumns1706778000000');
INSERT INTO public.migrations VALUES (3, 1709283600000, 'NickConcurrently1709283600000');

SELECT pg_catalog.setval('public.migrations_id_seq', 3, true);
SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT "PK_users" PRIMARY KEY (id);
CREATE UNIQUE INDEX "IDX_email" ON public.users USING btree (email);
CREATE INDEX users_nick ON public.users USING btree (nick);
CREATE INDEX users_points ON public.users USING btree (points);
