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
INSERT INTO public._prisma_migrations VALUES ('872ed888-9ce4-4884-a1bc-e716b402bdaa', '34b0bcbe990d70cd4adde7a8005ade4334f170e0625d767d78872a66515dec8a', '2026-11-21 16:06:04.259+00', '20230101000003_bom', '', NULL, '2026-11-21 16:06:04.259+00', 0);
INSERT INTO public._prisma_migrations VALUES ('5a7a11d8-7e4f-461c-9840-5eda7986b807', 'b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd', '2026-11-21 16:06:14.968+00', '20230101000000_plain', NULL, NULL, '2026-11-21 16:06:14.964+00', 1);
INSERT INTO public._prisma_migrations VALUES ('8935e656-e0f5-4407-99ec-c2e59fad31f2', 'b5c23e54161ef79971fbb59224f4ebdb906e2a200ef2d888aadc2a5d22ece3a2', '2026-11-21 16:06:14.97+00', '20230101000001_crlf', NULL, NULL, '2026-11-21 16:06:14.968+00', 1);
INSERT INTO public._prisma_migrations VALUES ('fd5eaf5b-fe55-4966-ac52-f68a1bd8ac30', '334c8944c652d1f29d1cfdaadb3fa6d072318d0f2f66b15d08eac2a0faa67e79', '2026-11-21 16:06:14.972+00', '20230101000002_mixed', NULL, NULL, '2026-11-21 16:06:14.97+00', 1);
INSERT INTO public._prisma_migrations VALUES ('6287d48e-07a1-4617-8304-5395b3821b43', '9b516ead91079ccc57ca116cadf35d6376637274b62101fe6317a62702459ac2', '2026-11-21 16:06:14.976+00', '20230101000004_unicode', NULL, NULL, '2026-11-21 16:06:14.974+00', 1);
INSERT INTO public._prisma_migrations VALUES ('a9758a46-4eea-451b-bf99-587aaa421290', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '2026-11-21 16:06:14.978+00', '20230101000005_empty', NULL, NULL, '2026-11-21 16:06:14.976+00', 1);
INSERT INTO public._prisma_migrations VALUES ('c68ce9a3-08b8-49eb-a5b8-8e38a1c83c88', '17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a', '2026-11-21 16:06:14.979+00', '20230101000006_no_final_newline', NULL, NULL, '2026-11-21 16:06:14.978+00', 1);
INSERT INTO public._prisma_migrations VALUES ('17312a4f-5706-41f7-a642-53f2abed4c1e', '6e1f4aefd513938801f331cd27e434dc03d157756f9c2b1458907cb24080764b', '2026-11-21 16:06:14.981+00', '20230101000007_only_comments', NULL, NULL, '2026-11-21 16:06:14.98+00', 1);
INSERT INTO public._prisma_migrations VALUES ('419309c1-e2c7-42bc-9fc4-4a5c25f495ff', '470e7ccfdff52153e4bea8592c9a7f426f4e22f4f0b63b955df093ef346009ea', '2026-11-21 16:06:14.982+00', '20230101000008_separators', NULL, NULL, '2026-11-21 16:06:14.981+00', 1);
ALTER TABLE ONLY public._prisma_migrations
    ADD CONSTRAINT _prisma_migrations_pkey PRIMARY KEY (id);
