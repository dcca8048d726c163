-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY a ON users (id);
CREATE INDEX CONCURRENTLY b ON users (id);

-- migrate:down
