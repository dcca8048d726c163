create table orders (id int);
alter table customers add column vat text;
