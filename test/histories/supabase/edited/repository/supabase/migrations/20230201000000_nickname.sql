alter table users add column nickname varchar(40);
