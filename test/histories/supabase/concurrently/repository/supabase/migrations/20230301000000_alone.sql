-- alone
create index concurrently by_email on users (email);
