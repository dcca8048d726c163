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
INSERT INTO public._prisma_migrations VALUES ('eeb596ce-ddbe-4418-9620-1870a77afee0', 'a44a821632ea3476a0a547b481009f85e22afc3fdb27e710ec2040f6a33aa9fb', '2026-11-21 16:27:03.687+00', '20230101000000_init', NULL, NULL, '2026-11-21 16:27:03.668+00', 1);
INSERT INTO public._prisma_migrations VALUES ('d511e2e5-6997-4f66-9cd7-bcee27fdc8a1', '351f02d2f210489fde33c4f3623bb7222686ee6131f1f0a57b1a6f506b49198b', '2026-11-21 16:27:03.69+00', '20230201000000_nickname', NULL, NULL, '2026-11-21 16:27:03.688+00', 1);

SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY public._prisma_migrations
    ADD CONSTRAINT _prisma_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX users_email_key ON public.users USING btree (email);
