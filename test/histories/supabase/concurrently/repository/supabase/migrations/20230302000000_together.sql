select 1;
create index concurrently by_nickname on users (nickname);
