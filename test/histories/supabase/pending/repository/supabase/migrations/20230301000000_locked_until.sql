alter table users add column locked_until timestamptz;
