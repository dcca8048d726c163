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
INSERT INTO public._prisma_migrations VALUES ('23020bcd-0f3d-4852-ac08-a5211eb94393', 'b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd', '2026-11-21 15:27:18.683+00', '20230101000000_plain', '', NULL, '2026-11-21 15:27:18.683+00', 0);
INSERT INTO public._prisma_migrations VALUES ('401d4320-71ff-4e53-a3e8-b9c2de2bb1de', 'b5c23e54161ef79971fbb59224f4ebdb906e2a200ef2d888aadc2a5d22ece3a2', '2026-11-21 15:27:32.696+00', '20230101000001_crlf', '', NULL, '2026-11-21 15:27:32.696+00', 0);
INSERT INTO public._prisma_migrations VALUES ('be9ad05b-2dcc-466e-9a07-4a1839403010', '334c8944c652d1f29d1cfdaadb3fa6d072318d0f2f66b15d08eac2a0faa67e79', '2026-11-21 15:27:46.264+00', '20230101000002_mixed', '', NULL, '2026-11-21 15:27:46.264+00', 0);
INSERT INTO public._prisma_migrations VALUES ('32178050-f90a-4cd7-8ce1-30de28803a67', '34b0bcbe990d70cd4adde7a8005ade4334f170e0625d767d78872a66515dec8a', '2026-11-21 15:27:59.947+00', '20230101000003_bom', '', NULL, '2026-11-21 15:27:59.947+00', 0);
INSERT INTO public._prisma_migrations VALUES ('840180dc-c513-4d4c-8fbb-f3986c0188e7', '9b516ead91079ccc57ca116cadf35d6376637274b62101fe6317a62702459ac2', '2026-11-21 15:28:11.003+00', '20230101000004_unicode', '', NULL, '2026-11-21 15:28:11.003+00', 0);
INSERT INTO public._prisma_migrations VALUES ('de961e3d-e2e7-4022-bb65-7d05b779f14a', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '2026-11-21 15:28:22.891+00', '20230101000005_empty', '', NULL, '2026-11-21 15:28:22.891+00', 0);
INSERT INTO public._prisma_migrations VALUES ('af53063a-e1a7-4a6b-b5d1-0f82905e67a8', '17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a', '2026-11-21 15:28:36.095+00', '20230101000006_no_final_newline', '', NULL, '2026-11-21 15:28:36.095+00', 0);
INSERT INTO public._prisma_migrations VALUES ('c97a9fb1-c486-47f2-9e73-a0ffc79be4d3', '6e1f4aefd513938801f331cd27e434dc03d157756f9c2b1458907cb24080764b', '2026-11-21 15:28:47.292+00', '20230101000007_only_comments', '', NULL, '2026-11-21 15:28:47.292+00', 0);
INSERT INTO public._prisma_migrations VALUES ('6e3d4dff-71ca-46f2-a226-ed851a0fe9f3', '470e7ccfdff52153e4bea8592c9a7f426f4e22f4f0b63b955df093ef346009ea', '2026-11-21 15:28:57.96+00', '20230101000008_separators', '', NULL, '2026-11-21 15:28:57.96+00', 0);
ALTER TABLE ONLY public._prisma_migrations
    ADD CONSTRAINT _prisma_migrations_pkey PRIMARY KEY (id);
