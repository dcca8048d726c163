create table users (
  id serial primary key, -- a comment; with a semicolon
  email text not null
);

create function one() returns int language sql as $$ select 1; $$;
;
select 'a;b' ;
