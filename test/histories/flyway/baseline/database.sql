SET check_function_bodies = false;
CREATE SCHEMA ops;



CREATE TABLE ops.applied (
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
INSERT INTO ops.applied VALUES (1, '1.9', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'deploy', '2024-03-01 12:00:00.5', 18, true);
ALTER TABLE ONLY ops.applied
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
