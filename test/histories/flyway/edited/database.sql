SET check_function_bodies = false;


CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
INSERT INTO public.flyway_schema_history VALUES (1, '1', 'create users', 'SQL', 'V1__create_users.sql', 482209088, 'deploy', '2024-03-01 12:00:00.5', 18, true);
INSERT INTO public.flyway_schema_history VALUES (2, '1.9', 'nothing', 'SQL', 'V1_9__nothing.sql', 1, 'deploy', '2024-03-01 12:00:00.5', 18, true);
INSERT INTO public.flyway_schema_history VALUES (3, '1.10.0', 'add name', 'SQL', 'V1.10.0__add_name.sql', 758612320, 'deploy', '2024-03-01 12:00:00.5', 18, true);
INSERT INTO public.flyway_schema_history VALUES (4, NULL, 'names', 'SQL', 'R__names.sql', 5, 'deploy', '2024-03-01 12:00:00.5', 18, true);
ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
