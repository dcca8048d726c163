SET check_function_bodies = false;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;



CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
CREATE SEQUENCE public.auth_group_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.auth_group_id_seq OWNED BY public.auth_group.id;
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
CREATE SEQUENCE public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.auth_group_permissions_id_seq OWNED BY public.auth_group_permissions.id;
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
CREATE SEQUENCE public.auth_permission_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.auth_permission_id_seq OWNED BY public.auth_permission.id;
CREATE TABLE public.boxes (
    code character varying(8) NOT NULL,
    "order" integer NOT NULL,
    keeper_id bigint NOT NULL,
    built date
);
CREATE TABLE public.boxes_animals (
    id bigint NOT NULL,
    cage_id character varying(8) NOT NULL,
    animal_id bigint NOT NULL
);
CREATE SEQUENCE public.cages_animals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.cages_animals_id_seq OWNED BY public.boxes_animals.id;
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
CREATE SEQUENCE public.django_content_type_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.django_content_type_id_seq OWNED BY public.django_content_type.id;
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.django_migrations_id_seq OWNED BY public.django_migrations.id;
CREATE TABLE public.people_person (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);
CREATE TABLE public.people_person_groups (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    group_id integer NOT NULL
);
CREATE SEQUENCE public.people_person_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.people_person_groups_id_seq OWNED BY public.people_person_groups.id;
CREATE SEQUENCE public.people_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.people_person_id_seq OWNED BY public.people_person.id;
CREATE TABLE public.people_person_user_permissions (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    permission_id integer NOT NULL
);
CREATE SEQUENCE public.people_person_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.people_person_user_permissions_id_seq OWNED BY public.people_person_user_permissions.id;
CREATE TABLE public.zoo_animal (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    born date,
    seen timestamp with time zone NOT NULL,
    legs smallint NOT NULL,
    weight numeric(6,2) NOT NULL,
    speed double precision,
    notes text NOT NULL,
    slug character varying(50) NOT NULL,
    tame boolean NOT NULL,
    data jsonb NOT NULL,
    tags character varying(10)[] NOT NULL,
    key uuid NOT NULL,
    photo character varying(100) NOT NULL,
    file character varying(100) NOT NULL,
    mail character varying(200) NOT NULL,
    home character varying(200) NOT NULL,
    ip inet NOT NULL,
    span interval NOT NULL,
    bytes bytea NOT NULL,
    small smallint NOT NULL,
    "Large" bigint NOT NULL,
    count bigint NOT NULL,
    parent_id bigint,
    owner_id bigint NOT NULL,
    type_id integer NOT NULL,
    colour character varying(20) NOT NULL,
    nickname character varying(20) NOT NULL,
    motto text NOT NULL,
    rank integer NOT NULL,
    cage_id character varying(8),
    CONSTRAINT zoo_animal_legs_check CHECK ((legs >= 0)),
    CONSTRAINT zoo_animal_rank_check CHECK ((rank >= 0))
);
CREATE SEQUENCE public.zoo_animal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.zoo_animal_id_seq OWNED BY public.zoo_animal.id;
CREATE TABLE public.zoo_meal (
    id integer NOT NULL,
    cage_id character varying(8) NOT NULL,
    amount integer NOT NULL
);
CREATE SEQUENCE public.zoo_feeding_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.zoo_feeding_id_seq OWNED BY public.zoo_meal.id;
CREATE VIEW public.zoo_view AS
 SELECT 1 AS one;
ALTER TABLE ONLY public.auth_group ALTER COLUMN id SET DEFAULT nextval('public.auth_group_id_seq'::regclass);
ALTER TABLE ONLY public.auth_group_permissions ALTER COLUMN id SET DEFAULT nextval('public.auth_group_permissions_id_seq'::regclass);
ALTER TABLE ONLY public.auth_permission ALTER COLUMN id SET DEFAULT nextval('public.auth_permission_id_seq'::regclass);
ALTER TABLE ONLY public.boxes_animals ALTER COLUMN id SET DEFAULT nextval('public.cages_animals_id_seq'::regclass);
ALTER TABLE ONLY public.django_content_type ALTER COLUMN id SET DEFAULT nextval('public.django_content_type_id_seq'::regclass);
ALTER TABLE ONLY public.django_migrations ALTER COLUMN id SET DEFAULT nextval('public.django_migrations_id_seq'::regclass);
ALTER TABLE ONLY public.people_person ALTER COLUMN id SET DEFAULT nextval('public.people_person_id_seq'::regclass);
ALTER TABLE ONLY public.people_person_groups ALTER COLUMN id SET DEFAULT nextval('public.people_person_groups_id_seq'::regclass);
ALTER TABLE ONLY public.people_person_user_permissions ALTER COLUMN id SET DEFAULT nextval('public.people_person_user_permissions_id_seq'::regclass);
ALTER TABLE ONLY public.zoo_animal ALTER COLUMN id SET DEFAULT nextval('public.zoo_animal_id_seq'::regclass);
ALTER TABLE ONLY public.zoo_meal ALTER COLUMN id SET DEFAULT nextval('public.zoo_feeding_id_seq'::regclass);


INSERT INTO public.auth_permission VALUES (1, 'Can add user', 1, 'add_person');
INSERT INTO public.auth_permission VALUES (2, 'Can change user', 1, 'change_person');
INSERT INTO public.auth_permission VALUES (3, 'Can delete user', 1, 'delete_person');
INSERT INTO public.auth_permission VALUES (4, 'Can view user', 1, 'view_person');
INSERT INTO public.auth_permission VALUES (5, 'Can add permission', 2, 'add_permission');
INSERT INTO public.auth_permission VALUES (6, 'Can change permission', 2, 'change_permission');
INSERT INTO public.auth_permission VALUES (7, 'Can delete permission', 2, 'delete_permission');
INSERT INTO public.auth_permission VALUES (8, 'Can view permission', 2, 'view_permission');
INSERT INTO public.auth_permission VALUES (9, 'Can add group', 3, 'add_group');
INSERT INTO public.auth_permission VALUES (10, 'Can change group', 3, 'change_group');
INSERT INTO public.auth_permission VALUES (11, 'Can delete group', 3, 'delete_group');
INSERT INTO public.auth_permission VALUES (12, 'Can view group', 3, 'view_group');
INSERT INTO public.auth_permission VALUES (13, 'Can add content type', 4, 'add_contenttype');
INSERT INTO public.auth_permission VALUES (14, 'Can change content type', 4, 'change_contenttype');
INSERT INTO public.auth_permission VALUES (15, 'Can delete content type', 4, 'delete_contenttype');
INSERT INTO public.auth_permission VALUES (16, 'Can view content type', 4, 'view_contenttype');
INSERT INTO public.auth_permission VALUES (17, 'Can add animal', 5, 'add_animal');
INSERT INTO public.auth_permission VALUES (18, 'Can change animal', 5, 'change_animal');
INSERT INTO public.auth_permission VALUES (19, 'Can delete animal', 5, 'delete_animal');
INSERT INTO public.auth_permission VALUES (20, 'Can view animal', 5, 'view_animal');
INSERT INTO public.auth_permission VALUES (21, 'Can add cage', 6, 'add_cage');
INSERT INTO public.auth_permission VALUES (22, 'Can change cage', 6, 'change_cage');
INSERT INTO public.auth_permission VALUES (23, 'Can delete cage', 6, 'delete_cage');
INSERT INTO public.auth_permission VALUES (24, 'Can view cage', 6, 'view_cage');
INSERT INTO public.auth_permission VALUES (25, 'Can add lion', 7, 'add_lion');
INSERT INTO public.auth_permission VALUES (26, 'Can change lion', 7, 'change_lion');
INSERT INTO public.auth_permission VALUES (27, 'Can delete lion', 7, 'delete_lion');
INSERT INTO public.auth_permission VALUES (28, 'Can view lion', 7, 'view_lion');
INSERT INTO public.auth_permission VALUES (29, 'Can add ghost', 8, 'add_ghost');
INSERT INTO public.auth_permission VALUES (30, 'Can change ghost', 8, 'change_ghost');
INSERT INTO public.auth_permission VALUES (31, 'Can delete ghost', 8, 'delete_ghost');
INSERT INTO public.auth_permission VALUES (32, 'Can view ghost', 8, 'view_ghost');
INSERT INTO public.auth_permission VALUES (33, 'Can add feeding', 9, 'add_feeding');
INSERT INTO public.auth_permission VALUES (34, 'Can change feeding', 9, 'change_feeding');
INSERT INTO public.auth_permission VALUES (35, 'Can delete feeding', 9, 'delete_feeding');
INSERT INTO public.auth_permission VALUES (36, 'Can view feeding', 9, 'view_feeding');
INSERT INTO public.auth_permission VALUES (37, 'Can add meal', 9, 'add_meal');
INSERT INTO public.auth_permission VALUES (38, 'Can change meal', 9, 'change_meal');
INSERT INTO public.auth_permission VALUES (39, 'Can delete meal', 9, 'delete_meal');
INSERT INTO public.auth_permission VALUES (40, 'Can view meal', 9, 'view_meal');


INSERT INTO public.django_content_type VALUES (1, 'people', 'person');
INSERT INTO public.django_content_type VALUES (2, 'auth', 'permission');
INSERT INTO public.django_content_type VALUES (3, 'auth', 'group');
INSERT INTO public.django_content_type VALUES (4, 'contenttypes', 'contenttype');
INSERT INTO public.django_content_type VALUES (5, 'zoo', 'animal');
INSERT INTO public.django_content_type VALUES (6, 'zoo', 'cage');
INSERT INTO public.django_content_type VALUES (7, 'zoo', 'lion');
INSERT INTO public.django_content_type VALUES (8, 'zoo', 'ghost');
INSERT INTO public.django_content_type VALUES (9, 'zoo', 'meal');
INSERT INTO public.django_migrations VALUES (1, 'contenttypes', '0001_initial', '2026-11-21 15:46:48.123408+00');
INSERT INTO public.django_migrations VALUES (2, 'contenttypes', '0002_remove_content_type_name', '2026-11-21 15:46:48.195796+00');
INSERT INTO public.django_migrations VALUES (3, 'auth', '0001_initial', '2026-11-21 15:46:48.275238+00');
INSERT INTO public.django_migrations VALUES (4, 'auth', '0002_alter_permission_name_max_length', '2026-11-21 15:46:48.288764+00');
INSERT INTO public.django_migrations VALUES (5, 'auth', '0003_alter_user_email_max_length', '2026-11-21 15:46:48.300486+00');
INSERT INTO public.django_migrations VALUES (6, 'auth', '0004_alter_user_username_opts', '2026-11-21 15:46:48.315699+00');
INSERT INTO public.django_migrations VALUES (7, 'auth', '0005_alter_user_last_login_null', '2026-11-21 15:46:48.417151+00');
INSERT INTO public.django_migrations VALUES (8, 'auth', '0006_require_contenttypes_0002', '2026-11-21 15:46:48.427634+00');
INSERT INTO public.django_migrations VALUES (9, 'auth', '0007_alter_validators_add_error_messages', '2026-11-21 15:46:48.431364+00');
INSERT INTO public.django_migrations VALUES (10, 'auth', '0008_alter_user_username_max_length', '2026-11-21 15:46:48.443969+00');
INSERT INTO public.django_migrations VALUES (11, 'auth', '0009_alter_user_last_name_max_length', '2026-11-21 15:46:48.457862+00');
INSERT INTO public.django_migrations VALUES (12, 'auth', '0010_alter_group_name_max_length', '2026-11-21 15:46:48.471186+00');
INSERT INTO public.django_migrations VALUES (13, 'auth', '0011_update_proxy_permissions', '2026-11-21 15:46:48.48572+00');
INSERT INTO public.django_migrations VALUES (14, 'auth', '0012_alter_user_first_name_max_length', '2026-11-21 15:46:48.497955+00');
INSERT INTO public.django_migrations VALUES (15, 'people', '0001_initial', '2026-11-21 15:46:48.569436+00');
INSERT INTO public.django_migrations VALUES (16, 'zoo', '0001_models', '2026-11-21 15:46:54.108111+00');
INSERT INTO public.django_migrations VALUES (17, 'zoo', '0002_fields', '2026-11-21 15:46:58.039196+00');
INSERT INTO public.django_migrations VALUES (18, 'zoo', '0003_rest', '2026-11-21 15:47:02.362417+00');
INSERT INTO public.django_migrations VALUES (19, 'zoo', '0004_concurrent', '2026-11-21 15:47:06.828735+00');
INSERT INTO public.django_migrations VALUES (20, 'zoo', '0005_dynamic', '2026-11-21 15:47:11.969114+00');





SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 40, true);
SELECT pg_catalog.setval('public.cages_animals_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 9, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 20, true);
SELECT pg_catalog.setval('public.people_person_groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.people_person_id_seq', 1, false);
SELECT pg_catalog.setval('public.people_person_user_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.zoo_animal_id_seq', 1, false);
SELECT pg_catalog.setval('public.zoo_feeding_id_seq', 1, false);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.boxes_animals
    ADD CONSTRAINT cages_animals_cage_id_animal_id_c99618e0_uniq UNIQUE (cage_id, animal_id);
ALTER TABLE ONLY public.boxes_animals
    ADD CONSTRAINT cages_animals_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.boxes
    ADD CONSTRAINT cages_keeper_id_key UNIQUE (keeper_id);
ALTER TABLE ONLY public.boxes
    ADD CONSTRAINT cages_order_65e2bf17_uniq UNIQUE ("order");
ALTER TABLE ONLY public.boxes
    ADD CONSTRAINT cages_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.zoo_animal
    ADD CONSTRAINT one_birth UNIQUE (name, born);
ALTER TABLE ONLY public.people_person_groups
    ADD CONSTRAINT people_person_groups_person_id_group_id_438d585f_uniq UNIQUE (person_id, group_id);
ALTER TABLE ONLY public.people_person_groups
    ADD CONSTRAINT people_person_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_person_user_permissions
    ADD CONSTRAINT people_person_user_permi_person_id_permission_id_c2e10f6f_uniq UNIQUE (person_id, permission_id);
ALTER TABLE ONLY public.people_person_user_permissions
    ADD CONSTRAINT people_person_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_username_key UNIQUE (username);
ALTER TABLE ONLY public.zoo_animal
    ADD CONSTRAINT zoo_animal_born_small_d1944d09_uniq UNIQUE (born, small);
ALTER TABLE ONLY public.zoo_animal
    ADD CONSTRAINT zoo_animal_name_key UNIQUE (name);
ALTER TABLE ONLY public.zoo_animal
    ADD CONSTRAINT zoo_animal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.zoo_meal
    ADD CONSTRAINT zoo_feeding_pkey PRIMARY KEY (id);
CREATE INDEX animal_ops ON public.zoo_animal USING btree (name varchar_pattern_ops) INCLUDE (born);
CREATE INDEX animal_tags ON public.zoo_animal USING gin (tags);
CREATE INDEX animal_tame ON public.zoo_animal USING btree (legs) WHERE tame;
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX cages_animals_animal_id_e57f7ac3 ON public.boxes_animals USING btree (animal_id);
CREATE INDEX cages_animals_cage_id_a9b2990f ON public.boxes_animals USING btree (cage_id);
CREATE INDEX cages_animals_cage_id_a9b2990f_like ON public.boxes_animals USING btree (cage_id varchar_pattern_ops);
CREATE INDEX cages_built_f68f6cec ON public.boxes USING btree (built);
CREATE INDEX cages_built_order_dd4ad41d_idx ON public.boxes USING btree (built, "order");
CREATE INDEX cages_code_ae250b80_like ON public.boxes USING btree (code varchar_pattern_ops);
CREATE INDEX people_person_groups_group_id_3ba87606 ON public.people_person_groups USING btree (group_id);
CREATE INDEX people_person_groups_person_id_b7e415fc ON public.people_person_groups USING btree (person_id);
CREATE INDEX people_person_user_permissions_permission_id_24fa752f ON public.people_person_user_permissions USING btree (permission_id);
CREATE INDEX people_person_user_permissions_person_id_755c9d0c ON public.people_person_user_permissions USING btree (person_id);
CREATE INDEX people_person_username_997612ff_like ON public.people_person USING btree (username varchar_pattern_ops);
CREATE INDEX "zoo_animal_Large_count_b29ac2f2_idx" ON public.zoo_animal USING btree ("Large", count);
CREATE INDEX zoo_animal_cage_id_bcb32c57 ON public.zoo_animal USING btree (cage_id);
CREATE INDEX zoo_animal_cage_id_bcb32c57_like ON public.zoo_animal USING btree (cage_id varchar_pattern_ops);
CREATE INDEX zoo_animal_count_c6e2ca8c ON public.zoo_animal USING btree (count);
CREATE INDEX zoo_animal_name_cd6c0055_like ON public.zoo_animal USING btree (name varchar_pattern_ops);
CREATE INDEX zoo_animal_owner_id_65aca22a ON public.zoo_animal USING btree (owner_id);
CREATE INDEX zoo_animal_parent_id_d4c9edad ON public.zoo_animal USING btree (parent_id);
CREATE INDEX zoo_animal_slug_cda2c0cc ON public.zoo_animal USING btree (slug);
CREATE INDEX zoo_animal_slug_cda2c0cc_like ON public.zoo_animal USING btree (slug varchar_pattern_ops);
CREATE INDEX zoo_animal_type_id_c787178b ON public.zoo_animal USING btree (type_id);
CREATE INDEX zoo_feeding_amount_71dff8d0 ON public.zoo_meal USING btree (amount);
CREATE INDEX zoo_feeding_cage_id_29a506d7 ON public.zoo_meal USING btree (cage_id);
CREATE INDEX zoo_feeding_cage_id_29a506d7_like ON public.zoo_meal USING btree (cage_id varchar_pattern_ops);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.boxes_animals
    ADD CONSTRAINT cages_animals_animal_id_e57f7ac3_fk_zoo_animal_id FOREIGN KEY (animal_id) REFERENCES public.zoo_animal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.boxes_animals
    ADD CONSTRAINT cages_animals_cage_id_a9b2990f_fk_cages_code FOREIGN KEY (cage_id) REFERENCES public.boxes(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.boxes
    ADD CONSTRAINT cages_keeper_id_4a5b310a_fk_people_person_id FOREIGN KEY (keeper_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_person_groups
    ADD CONSTRAINT people_person_groups_group_id_3ba87606_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_person_groups
    ADD CONSTRAINT people_person_groups_person_id_b7e415fc_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_person_user_permissions
    ADD CONSTRAINT people_person_user_p_permission_id_24fa752f_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_person_user_permissions
    ADD CONSTRAINT people_person_user_p_person_id_755c9d0c_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.zoo_animal
    ADD CONSTRAINT zoo_animal_cage_id_bcb32c57_fk_cages_code FOREIGN KEY (cage_id) REFERENCES public.boxes(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.zoo_animal
    ADD CONSTRAINT zoo_animal_owner_id_65aca22a_fk_people_person_id FOREIGN KEY (owner_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.zoo_animal
    ADD CONSTRAINT zoo_animal_parent_id_d4c9edad_fk_zoo_animal_id FOREIGN KEY (parent_id) REFERENCES public.zoo_animal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.zoo_meal
    ADD CONSTRAINT zoo_feeding_cage_id_29a506d7_fk_cages_code FOREIGN KEY (cage_id) REFERENCES public.boxes(code) DEFERRABLE INITIALLY DEFERRED;
