SET check_function_bodies = false;
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;



CREATE TABLE public.ar_internal_metadata (
    key character varying NOT NULL,
    value character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);
CREATE TABLE public.authors (
    id bigint NOT NULL,
    whole_name character varying(120) NOT NULL,
    bio character varying(500),
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    age bigint DEFAULT 18 NOT NULL,
    mail integer NOT NULL,
    seen timestamp without time zone,
    born_on date
);
CREATE TABLE public.authors_books (
    author_id bigint NOT NULL,
    book_id bigint NOT NULL
);
CREATE SEQUENCE public.authors_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.authors_id_seq OWNED BY public.authors.id;
CREATE TABLE public.by_hand (
    id bigint NOT NULL
);
CREATE TABLE public.countries (
    code character varying(2) NOT NULL,
    population integer
);
CREATE TABLE public.fives (
    id bigint NOT NULL,
    author_type character varying,
    author_id bigint,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.fives_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.fives_id_seq OWNED BY public.fives.id;
CREATE TABLE public.hashed (
    id character varying(36) NOT NULL,
    book_id bigint
);
CREATE TABLE public.less_olds (
    id integer NOT NULL,
    author_id integer,
    created_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.less_olds_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.less_olds_id_seq OWNED BY public.less_olds.id;
CREATE TABLE public.less_olds_olds (
    old_id integer NOT NULL,
    less_old_id integer NOT NULL
);
CREATE TABLE public.music_artists_records (
    music_artist_id bigint,
    music_record_id bigint
);
CREATE TABLE public.olds (
    id integer NOT NULL,
    author_id integer,
    thing_type character varying,
    thing_id integer,
    at timestamp without time zone,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    book_id integer
);
CREATE SEQUENCE public.olds_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.olds_id_seq OWNED BY public.olds.id;
CREATE TABLE public.pairs (
    "left" bigint NOT NULL,
    "right" bigint NOT NULL
);
CREATE TABLE public.persons (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    born date,
    country_id character varying,
    home_type character varying,
    home_id bigint,
    nick character varying(20) DEFAULT 'x'::character varying,
    pseudonym character varying(20),
    shoe double precision,
    author_id bigint,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);
CREATE TABLE public.schema_migrations (
    version character varying NOT NULL
);
CREATE TABLE public.sixes (
    id bigint NOT NULL,
    author_type character varying,
    author_id bigint,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL,
    critic_type character varying,
    critic_id bigint
);
CREATE SEQUENCE public.sixes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sixes_id_seq OWNED BY public.sixes.id;
CREATE TABLE public.strings (
    id character varying NOT NULL
);
CREATE TABLE public.tiny (
    id integer NOT NULL,
    author_id bigint,
    a character varying,
    b character varying DEFAULT ''::character varying NOT NULL,
    "left" character varying,
    "right" character varying
);
CREATE SEQUENCE public.tiny_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.tiny_id_seq OWNED BY public.tiny.id;
CREATE TABLE public.works (
    id bigint NOT NULL,
    title character varying NOT NULL,
    author_id bigint NOT NULL,
    editor_id uuid,
    subject_type character varying,
    subject_id bigint,
    owner_type character varying DEFAULT 'Person'::character varying,
    owner_id bigint,
    pages smallint DEFAULT 0,
    words bigint,
    sold bigint DEFAULT 0 NOT NULL,
    price numeric(10,2) DEFAULT 9.99,
    weight numeric,
    depth numeric(4,0),
    rating double precision DEFAULT 0.0,
    in_print boolean DEFAULT true NOT NULL,
    translated boolean DEFAULT false NOT NULL,
    printed_at timestamp without time zone,
    seen_at timestamp(3) without time zone,
    read_at timestamp without time zone,
    cover bytea,
    meta jsonb DEFAULT '{}'::jsonb NOT NULL,
    pair jsonb DEFAULT '{"a": [1, true, null]}'::jsonb,
    tags character varying[] DEFAULT '{}'::character varying[],
    kinds character varying[] DEFAULT '{paper,audio}'::character varying[],
    years integer[] DEFAULT '{1,2}'::integer[],
    token uuid DEFAULT gen_random_uuid(),
    ip inet,
    number character varying DEFAULT '7'::character varying,
    words_vector tsvector,
    due date DEFAULT CURRENT_DATE,
    sorted character varying COLLATE pg_catalog."C",
    CONSTRAINT chk_rails_2cb1d113a4 CHECK ((words >= 0)),
    CONSTRAINT sold_something CHECK ((sold >= 0))
);
CREATE VIEW public.titles AS
 SELECT works.title
   FROM public.works;
CREATE TABLE public.without (
    thing uuid NOT NULL,
    number bigint NOT NULL
);
CREATE SEQUENCE public.without_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.without_number_seq OWNED BY public.without.number;
CREATE SEQUENCE public.works_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.works_id_seq OWNED BY public.works.id;
ALTER TABLE ONLY public.authors ALTER COLUMN id SET DEFAULT nextval('public.authors_id_seq'::regclass);
ALTER TABLE ONLY public.fives ALTER COLUMN id SET DEFAULT nextval('public.fives_id_seq'::regclass);
ALTER TABLE ONLY public.less_olds ALTER COLUMN id SET DEFAULT nextval('public.less_olds_id_seq'::regclass);
ALTER TABLE ONLY public.olds ALTER COLUMN id SET DEFAULT nextval('public.olds_id_seq'::regclass);
ALTER TABLE ONLY public.sixes ALTER COLUMN id SET DEFAULT nextval('public.sixes_id_seq'::regclass);
ALTER TABLE ONLY public.tiny ALTER COLUMN id SET DEFAULT nextval('public.tiny_id_seq'::regclass);
ALTER TABLE ONLY public.without ALTER COLUMN number SET DEFAULT nextval('public.without_number_seq'::regclass);
ALTER TABLE ONLY public.works ALTER COLUMN id SET DEFAULT nextval('public.works_id_seq'::regclass);
INSERT INTO public.ar_internal_metadata VALUES ('environment', 'production', '2026-11-21 15:29:56.554018', '2026-11-21 15:29:56.554018');












INSERT INTO public.schema_migrations VALUES ('1');
INSERT INTO public.schema_migrations VALUES ('2');
INSERT INTO public.schema_migrations VALUES ('3');
INSERT INTO public.schema_migrations VALUES ('4');
INSERT INTO public.schema_migrations VALUES ('5');
INSERT INTO public.schema_migrations VALUES ('6');
INSERT INTO public.schema_migrations VALUES ('7');
INSERT INTO public.schema_migrations VALUES ('8');
INSERT INTO public.schema_migrations VALUES ('9');
INSERT INTO public.schema_migrations VALUES ('10');





SELECT pg_catalog.setval('public.authors_id_seq', 1, false);
SELECT pg_catalog.setval('public.fives_id_seq', 1, false);
SELECT pg_catalog.setval('public.less_olds_id_seq', 1, false);
SELECT pg_catalog.setval('public.olds_id_seq', 1, false);
SELECT pg_catalog.setval('public.sixes_id_seq', 1, false);
SELECT pg_catalog.setval('public.tiny_id_seq', 1, false);
SELECT pg_catalog.setval('public.without_number_seq', 1, false);
SELECT pg_catalog.setval('public.works_id_seq', 1, false);
ALTER TABLE ONLY public.ar_internal_metadata
    ADD CONSTRAINT ar_internal_metadata_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (id);
ALTER TABLE public.persons
    ADD CONSTRAINT born_lately CHECK ((born > '1900-01-01'::date)) NOT VALID;
ALTER TABLE ONLY public.by_hand
    ADD CONSTRAINT by_hand_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.countries
    ADD CONSTRAINT countries_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.fives
    ADD CONSTRAINT fives_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.hashed
    ADD CONSTRAINT hashed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.less_olds
    ADD CONSTRAINT less_olds_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.olds
    ADD CONSTRAINT olds_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pairs
    ADD CONSTRAINT pairs_pkey PRIMARY KEY ("left", "right");
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.sixes
    ADD CONSTRAINT sixes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.strings
    ADD CONSTRAINT strings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tiny
    ADD CONSTRAINT tiny_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.without
    ADD CONSTRAINT without_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.works
    ADD CONSTRAINT works_pkey PRIMARY KEY (id);
CREATE INDEX books_by_author ON public.works USING btree (author_id);
CREATE INDEX both_of_them ON public.music_artists_records USING btree (music_artist_id, music_record_id);
CREATE INDEX index_authors_on_whole_name ON public.authors USING btree (whole_name);
CREATE INDEX index_books_on_lower_title ON public.works USING btree (lower((title)::text));
CREATE INDEX index_books_on_lower_title_pages ON public.works USING btree (lower((title)::text), pages);
CREATE INDEX index_books_on_subject ON public.works USING btree (subject_type, subject_id);
CREATE INDEX index_fives_on_author_type_and_author_id ON public.fives USING btree (author_type, author_id);
CREATE INDEX index_hashed_on_book_id ON public.hashed USING btree (book_id);
CREATE INDEX index_less_olds_on_author_id ON public.less_olds USING btree (author_id);
CREATE INDEX index_music_artists_records_on_music_artist_id ON public.music_artists_records USING btree (music_artist_id);
CREATE INDEX index_music_artists_records_on_music_record_id ON public.music_artists_records USING btree (music_record_id);
CREATE INDEX index_olds_on_thing_type_and_thing_id ON public.olds USING btree (thing_type, thing_id);
CREATE UNIQUE INDEX index_people_on_home ON public.persons USING btree (home_type, home_id);
CREATE INDEX index_persons_on_author_id ON public.persons USING btree (author_id);
CREATE INDEX index_persons_on_country_id ON public.persons USING btree (country_id);
CREATE INDEX index_persons_on_nick_and_pseudonym ON public.persons USING btree (nick, pseudonym);
CREATE INDEX index_persons_on_shoe ON public.persons USING btree (shoe);
CREATE INDEX index_sixes_on_author_type_and_author_id ON public.sixes USING btree (author_type, author_id);
CREATE INDEX index_sixes_on_critic_type_and_critic_id ON public.sixes USING btree (critic_type, critic_id);
CREATE INDEX index_tiny_on_left ON public.tiny USING btree ("left");
CREATE INDEX index_tiny_on_right ON public.tiny USING btree ("right");
CREATE INDEX index_works_on_editor_id ON public.works USING btree (editor_id);
CREATE INDEX index_works_on_meta ON public.works USING gin (meta jsonb_path_ops);
CREATE UNIQUE INDEX index_works_on_title_and_pages ON public.works USING btree (title, pages DESC) WHERE (pages > 0);
ALTER TABLE ONLY public.works
    ADD CONSTRAINT fk_rails_115c2393a9 FOREIGN KEY (editor_id) REFERENCES public.persons(id) ON UPDATE RESTRICT;
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT fk_rails_25791eff9f FOREIGN KEY (author_id) REFERENCES public.authors(id);
ALTER TABLE ONLY public.works
    ADD CONSTRAINT fk_rails_53d51ce16a FOREIGN KEY (author_id) REFERENCES public.authors(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT lives_in FOREIGN KEY (country_id) REFERENCES public.countries(code);
ALTER TABLE ONLY public.tiny
    ADD CONSTRAINT small_author FOREIGN KEY (author_id) REFERENCES public.authors(id);
