SET check_function_bodies = false;


CREATE TABLE public.databasechangelog (
    id character varying(255) NOT NULL,
    author character varying(255) NOT NULL,
    filename character varying(255) NOT NULL,
    dateexecuted timestamp without time zone NOT NULL,
    orderexecuted integer NOT NULL,
    exectype character varying(10) NOT NULL,
    md5sum character varying(35),
    description character varying(255),
    comments character varying(255),
    tag character varying(255),
    liquibase character varying(20),
    contexts character varying(255),
    labels character varying(255),
    deployment_id character varying(10)
);
CREATE TABLE public.databasechangeloglock (
    id integer NOT NULL,
    locked boolean NOT NULL,
    lockgranted timestamp without time zone,
    lockedby character varying(255)
);
INSERT INTO public.databasechangelog VALUES ('1', 'ann', 'classpath:db/changelog/db.changelog-master.xml', '2024-03-01 12:00:00', 1, 'EXECUTED', '9:d41d8cd98f00b204e9800998ecf8427e', 'sql', '', NULL, '4.29.2', NULL, NULL, '9294400000');
INSERT INTO public.databasechangelog VALUES ('2', 'bob', 'db/changelog/more.yaml', '2024-03-01 12:00:00', 2, 'EXECUTED', '9:d41d8cd98f00b204e9800998ecf8427e', 'sql', '', NULL, '4.29.2', NULL, NULL, '9294400000');
INSERT INTO public.databasechangelog VALUES ('view', 'cid', 'db/changelog/sql/a.sql', '2024-03-01 12:00:00', 3, 'RERAN', '9:d41d8cd98f00b204e9800998ecf8427e', 'sql', '', NULL, '4.29.2', NULL, NULL, '9294400000');
INSERT INTO public.databasechangelog VALUES ('index', 'cid', 'db/changelog/sql/a.sql', '2024-03-01 12:00:00', 4, 'EXECUTED', '9:d41d8cd98f00b204e9800998ecf8427e', 'sql', '', NULL, '4.29.2', NULL, NULL, '9294400000');
INSERT INTO public.databasechangeloglock VALUES (1, true, '2024-03-02 08:00:00', 'ci-7 (10.0.0.7) "é"');
ALTER TABLE ONLY public.databasechangeloglock
    ADD CONSTRAINT databasechangeloglock_pkey PRIMARY KEY (id);
