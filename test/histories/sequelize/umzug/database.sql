SET check_function_bodies = false;
CREATE SCHEMA ops;



CREATE TABLE ops."SequelizeMeta" (
    name character varying(255) NOT NULL,
    "createdAt" timestamp with time zone NOT NULL,
    "updatedAt" timestamp with time zone NOT NULL
);
CREATE TABLE public.users (
    id integer NOT NULL
);
INSERT INTO ops."SequelizeMeta" VALUES ('20240101090000-users.js', '2026-11-21 15:28:47.394+00', '2026-11-21 15:28:47.394+00');

ALTER TABLE ONLY ops."SequelizeMeta"
    ADD CONSTRAINT "SequelizeMeta_pkey" PRIMARY KEY (name);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
