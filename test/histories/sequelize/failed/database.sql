SET check_function_bodies = false;
CREATE TYPE public."enum_Users_role" AS ENUM (
    'owner',
    'o''guest'
);



CREATE TABLE public."Orders" (
    id bigint NOT NULL,
    "userId" integer,
    note character varying(500) DEFAULT ''::text NOT NULL,
    due date,
    data jsonb DEFAULT '"{}"'::jsonb NOT NULL
);
CREATE SEQUENCE public."Orders_id_seq"
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public."Orders_id_seq" OWNED BY public."Orders".id;
CREATE TABLE public."SequelizeMeta" (
    name character varying(255) NOT NULL
);
CREATE TABLE public."Users" (
    id integer NOT NULL,
    email character varying(120) NOT NULL,
    role public."enum_Users_role" DEFAULT 'owner'::public."enum_Users_role" NOT NULL,
    admin boolean DEFAULT false,
    tags text[],
    token uuid DEFAULT gen_random_uuid(),
    "createdAt" timestamp with time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp with time zone NOT NULL,
    nick_name character varying(255),
    half text
);
CREATE SEQUENCE public."Users_id_seq"
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public."Users_id_seq" OWNED BY public."Users".id;
CREATE VIEW public.owners AS
 SELECT "Users".id
   FROM public."Users"
  WHERE "Users".admin;
ALTER TABLE ONLY public."Orders" ALTER COLUMN id SET DEFAULT nextval('public."Orders_id_seq"'::regclass);
ALTER TABLE ONLY public."Users" ALTER COLUMN id SET DEFAULT nextval('public."Users_id_seq"'::regclass);

INSERT INTO public."SequelizeMeta" VALUES ('20240101090000-users.js');
INSERT INTO public."SequelizeMeta" VALUES ('20240201090000-orders.js');
INSERT INTO public."SequelizeMeta" VALUES ('20240301090000-change.js');

SELECT pg_catalog.setval('public."Orders_id_seq"', 1, false);
SELECT pg_catalog.setval('public."Users_id_seq"', 1, false);
ALTER TABLE ONLY public."Orders"
    ADD CONSTRAINT "Orders_pkey" PRIMARY KEY (id);
ALTER TABLE ONLY public."Orders"
    ADD CONSTRAINT "Orders_userId_due_uk" UNIQUE ("userId", due);
ALTER TABLE ONLY public."SequelizeMeta"
    ADD CONSTRAINT "SequelizeMeta_pkey" PRIMARY KEY (name);
ALTER TABLE ONLY public."Users"
    ADD CONSTRAINT "Users_email_key" UNIQUE (email);
ALTER TABLE ONLY public."Users"
    ADD CONSTRAINT "Users_pkey" PRIMARY KEY (id);
CREATE INDEX orders_due ON public."Orders" USING btree (due);
ALTER TABLE ONLY public."Orders"
    ADD CONSTRAINT "Orders_userId_fkey" FOREIGN KEY ("userId") REFERENCES public."Users"(id) ON UPDATE CASCADE ON DELETE CASCADE;
