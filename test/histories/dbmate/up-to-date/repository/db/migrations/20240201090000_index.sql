-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY users_by_email ON users (email);

-- migrate:down
DROP INDEX users_by_email;
