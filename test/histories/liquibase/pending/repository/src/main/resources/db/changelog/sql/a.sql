--liquibase formatted sql

--changeset cid:view runOnChange:true
CREATE VIEW admins AS SELECT id FROM users;
--rollback DROP VIEW admins;

--changeset cid:index runInTransaction:false
CREATE INDEX CONCURRENTLY users_age ON users (age);
