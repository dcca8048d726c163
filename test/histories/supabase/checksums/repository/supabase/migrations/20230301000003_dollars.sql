do $a$ begin perform ';'; /* ; */ perform $$;$$; end $a$;

-- the end;
