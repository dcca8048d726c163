ALTER TABLE users ADD nothing text;
