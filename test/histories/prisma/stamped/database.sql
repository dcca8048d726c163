SET check_function_bodies = false;


CREATE TABLE public._prisma_migrations (
    id character varying(36) NOT NULL,
    checksum character varying(64) NOT NULL,
    finished_at timestamp with time zone,
    migration_name character varying(255) NOT NULL,
    logs text,
    rolled_back_at timestamp with time zone,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    applied_steps_count integer DEFAULT 0 NOT NULL
);
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
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
INSERT INTO public._prisma_migrations VALUES ('e21de9d3-999d-437e-aa4b-95f9f1a3606c', 'a44a821632ea3476a0a547b481009f85e22afc3fdb27e710ec2040f6a33aa9fb', '2026-11-21 16:26:35.544+00', '20230101000000_init', NULL, NULL, '2026-11-21 16:26:35.534+00', 1);
INSERT INTO public._prisma_migrations VALUES ('9a0e4e01-286e-4063-916a-b9f1feeaca79', '351f02d2f210489fde33c4f3623bb7222686ee6131f1f0a57b1a6f506b49198b', '2026-11-21 16:26:35.547+00', '20230201000000_nickname', NULL, NULL, '2026-11-21 16:26:35.545+00', 1);
INSERT INTO public._prisma_migrations VALUES ('726d70e6-c194-4fd8-87cd-8ddf3de8ff90', 'f270e16cc6a7acf10f2ed1251cf2fda13de1499c021aebd8461215930e68ea51', '2026-11-21 16:26:47.722+00', '20230301000000_locked_until', '', NULL, '2026-11-21 16:26:47.722+00', 0);

SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY public._prisma_migrations
    ADD CONSTRAINT _prisma_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX users_email_key ON public.users USING btree (email);
